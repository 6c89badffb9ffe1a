// One process that acts as every backend of every stack and counts received telemetry.
import { createSocket } from 'node:dgram'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createArrivals } from './arrivals.ts'

const arrivals = createArrivals()
let sampleEverything = false
const everything = {
  SamplingRule: {
    RuleName: 'Default',
    ResourceARN: '*',
    Priority: 10_000,
    FixedRate: 1,
    ReservoirSize: 1,
    ServiceName: '*',
    ServiceType: '*',
    Host: '*',
    HTTPMethod: '*',
    URLPath: '*',
    Version: 1,
    Attributes: {},
  },
  CreatedAt: 0,
  ModifiedAt: 0,
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The counter `drops` of a UDP socket; Linux only. */
function overflowOf(port: number): number {
  if (process.platform !== 'linux') return 0
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')} `
  const row = readFileSync('/proc/net/udp', 'utf8')
    .split('\n')
    .find((one) => one.slice(0, 25).includes(local))
  return Number(row?.trim().split(/\s+/).at(-1) ?? 0)
}

type Reply = [status: number, body: string]

function reply(request: IncomingMessage, body: Buffer): Reply {
  const [path = '/'] = (request.url ?? '/').split('?')
  if (path === '/counts') {
    arrivals.countStored()
    arrivals.counts.overflow = overflowOf(udp.address().port)
    return [200, JSON.stringify(arrivals.counts)]
  }
  if (path === '/sample-everything' || path === '/sample-default') {
    sampleEverything = path === '/sample-everything'
    return [200, '{}']
  }
  if (path === '/reset') {
    arrivals.reset()
    return [200, '{}']
  }
  if (path.startsWith('/api/1/item')) {
    arrivals.counts.items++
    return [200, '{"err":0,"result":{"id":1,"uuid":"0"}}']
  }
  if (path === '/GetSamplingRules')
    return [200, JSON.stringify({ SamplingRuleRecords: sampleEverything ? [everything] : [] })]
  arrivals.hold({ path, headers: request.headers, body })
  return [200, path.startsWith('/v1/') ? '' : '{}']
}

const http = createServer(async (request, response) => {
  const body = await readBody(request)
  const [status, text] = reply(request, body)
  const protobuf = request.url?.startsWith('/v1/')
  response.writeHead(status, {
    'content-type': protobuf ? 'application/x-protobuf' : 'application/json',
  })
  response.end(text)
})

const udp = createSocket({ type: 'udp4', recvBufferSize: 16 * 1024 * 1024 })
udp.on('message', (datagram) => {
  if (!datagram.includes('"type":"subsegment"')) arrivals.counts.segments++
})
udp.bind(0, '127.0.0.1', () => {
  http.listen(0, '127.0.0.1', () => {
    const address = http.address()
    const port = typeof address === 'object' ? address?.port : 0
    process.send?.({ port, udpPort: udp.address().port })
  })
})
process.on('disconnect', () => process.exit(0))
