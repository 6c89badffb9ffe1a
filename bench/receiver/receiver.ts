// One process that answers for every back end of every stack and counts what it got.
import { createSocket } from 'node:dgram'
import { createServer, type IncomingMessage } from 'node:http'
import { gunzipSync, inflateSync } from 'node:zlib'
import { countServerSpans } from './count-otlp.ts'

const counts = { traces: 0, segments: 0, logEvents: 0, items: 0 }
export type Counts = typeof counts
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
  const body = Buffer.concat(chunks)
  if (request.headers['content-encoding'] === 'gzip') return gunzipSync(body)
  return request.headers['content-encoding'] === 'deflate' ? inflateSync(body) : body
}

const occurrences = (body: Buffer, text: string) => body.toString('latin1').split(text).length - 1

type Answer = [status: number, body: string]

function answer(request: IncomingMessage, body: Buffer): Answer {
  const [path = '/'] = (request.url ?? '/').split('?')
  if (path === '/counts') return [200, JSON.stringify(counts)]
  if (path === '/sample-everything' || path === '/sample-default') {
    sampleEverything = path === '/sample-everything'
    return [200, '{}']
  }
  if (path === '/reset') {
    for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] = 0
    return [200, '{}']
  }
  if (path.startsWith('/v1/traces')) counts.traces += countServerSpans(body)
  // Datadog's agent: each trace is one request.
  else if (/^\/v0\.\d\/traces/.test(path))
    counts.traces += Number(request.headers['x-datadog-trace-count'] ?? 0)
  // Elastic's intake: one JSON object a line.
  else if (path.startsWith('/intake/v2/events'))
    counts.traces += occurrences(body, '{"transaction":')
  // Sentry's envelopes.
  else if (path.endsWith('/envelope/'))
    counts.traces +=
      occurrences(body, '{"type":"transaction"') + occurrences(body, '"is_segment":true')
  else if (path.startsWith('/api/1/item')) {
    counts.items++
    return [200, '{"err":0,"result":{"id":1,"uuid":"0"}}']
  }
  const operation = request.headers['x-amz-target']
  if (operation === 'Logs_20140328.PutLogEvents')
    counts.logEvents += occurrences(body, '"timestamp":')
  if (path === '/GetSamplingRules')
    return [200, JSON.stringify({ SamplingRuleRecords: sampleEverything ? [everything] : [] })]
  return [200, path.startsWith('/v1/traces') ? '' : '{}']
}

const http = createServer(async (request, response) => {
  const body = await readBody(request)
  const [status, text] = answer(request, body)
  const protobuf = request.url?.startsWith('/v1/traces')
  response.writeHead(status, {
    'content-type': protobuf ? 'application/x-protobuf' : 'application/json',
  })
  response.end(text)
})

const udp = createSocket({ type: 'udp4', recvBufferSize: 16 * 1024 * 1024 })
udp.on('message', (datagram) => {
  if (!datagram.includes('"type":"subsegment"')) counts.segments++
})
udp.bind(0, '127.0.0.1', () => {
  http.listen(0, '127.0.0.1', () => {
    const address = http.address()
    const port = typeof address === 'object' ? address?.port : 0
    process.send?.({ port, udpPort: udp.address().port })
  })
})
process.on('disconnect', () => process.exit(0))
