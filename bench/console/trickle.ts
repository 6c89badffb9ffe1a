import { createSocket } from 'node:dgram'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type ConsoleProcess, startConsole } from './console-process.ts'
import { sizeOf, storedBytesOf } from './folder-size.ts'
import { createRandom } from './random.ts'

/** Load of `traffic --rate 40` on the two services, once per second each. */
const services = ['home-activities', 'user-activities']
const requestsPerSecond = 40
const idleSeconds = 30

interface Use {
  readonly seconds: number
  readonly cpuShare: number
  readonly writtenBytes: number
}

/** Measures what a slow, steady load costs the console. */
export async function benchTrickle(seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-trickle-'))
  const running = await startConsole(folder)
  try {
    await createLogStreams(running)
    await send(running, 10)
    const load = await measure(running, () => send(running, seconds))
    const visible = await visibleMillis(running)
    const idle = await measure(running, () => wait(idleSeconds * 1_000))
    const residentBytes = await running.residentBytes()
    const folderBytes = await sizeOf(folder)
    await running.stop()
    const storedBytes = await storedBytesOf(folder)
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`
    const percent = (share: number) => `${(share * 100).toFixed(2)}%`
    const rows = [
      ['load', `${seconds} s`, ''],
      ['processor, share of a core', percent(load.cpuShare), 'under 5%'],
      ['processor when idle', percent(idle.cpuShare), 'under 0.5%'],
      ['stored (active parts)', megabytes(storedBytes), ''],
      ['written to disk', megabytes(load.writtenBytes), ''],
      ['written / stored', (load.writtenBytes / storedBytes).toFixed(1), 'at most 10'],
      ['folder', megabytes(folderBytes), ''],
      ['folder / stored', (folderBytes / storedBytes).toFixed(1), 'under 3'],
      ['visible after', `${visible.toFixed(0)} ms`, 'within 1,500 ms'],
      ['resident', megabytes(residentBytes), ''],
    ]
    for (const [name = '', measured = '', goal = ''] of rows)
      process.stdout.write(`${name.padEnd(30)}${measured.padEnd(14)}${goal}\n`)
  } finally {
    await running.stop().catch(() => undefined)
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(running: ConsoleProcess, work: () => Promise<unknown>): Promise<Use> {
  const [cpu, written, start] = [
    await running.cpuSeconds(),
    await running.writtenBytes(),
    performance.now(),
  ]
  await work()
  const seconds = (performance.now() - start) / 1_000
  return {
    seconds,
    cpuShare: ((await running.cpuSeconds()) - cpu) / seconds,
    writtenBytes: (await running.writtenBytes()) - written,
  }
}

/** Spans by OTLP, segments by UDP and log events by PutLogEvents, of each service once per second. */
async function send(running: ConsoleProcess, seconds: number): Promise<void> {
  const random = createRandom(11)
  const socket = createSocket('udp4')
  const start = performance.now()
  // Responses wait for the next batch of the console: the services do not wait for each other.
  const requested: Promise<void>[] = []
  for (let second = 0; second < seconds; second++)
    for (const [index, service] of services.entries()) {
      await wait(Math.max(0, start + second * 1_000 + index * 500 - performance.now()))
      const requests = Array.from({ length: requestsPerSecond }, () => request(random, service))
      const scopeSpans = [{ spans: requests.flatMap(({ spans }) => spans) }]
      const resourceSpans = [{ resource: resource(service), scopeSpans }]
      const lines = requests.slice(0, 22).map(({ line }) => line)
      requested.push(
        post(`${running.otlpUrl}/v1/traces`, { resourceSpans }),
        putLogEvents(running, service, lines),
      )
      for (const { segment } of requests)
        socket.send(`{"format":"json","version":1}\n${JSON.stringify(segment)}`, running.xrayPort)
    }
  await Promise.all(requested)
  socket.close()
}

const resource = (service: string) => ({
  attributes: Object.entries({
    ...{ 'service.name': service, 'service.version': '1.4.2', 'host.name': 'bench' },
    ...{ 'service.instance.id': `${service}-1`, 'process.pid': '4711' },
    ...{ 'telemetry.sdk.language': 'nodejs', 'telemetry.sdk.version': '3.1.0' },
  }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
})

function request(random: ReturnType<typeof createRandom>, service: string) {
  const now = Date.now()
  const seconds = Math.floor(now / 1_000).toString(16)
  const traceId = `${seconds}${random.bytes(12).toString('hex')}`
  const ids = [random.bytes(8), random.bytes(8)].map((bytes) => bytes.toString('hex'))
  const millis = 2 + random.integer(40)
  const spans = ids.map((spanId, index) => ({
    ...{ traceId, spanId, ...(index > 0 && { parentSpanId: ids[0] }) },
    ...{ name: index === 0 ? 'GET /api/activities/home' : 'SELECT activities', kind: index + 2 },
    startTimeUnixNano: `${now - millis}000000`,
    endTimeUnixNano: `${now - index}000000`,
    attributes: Object.entries({
      ...{ 'http.request.method': 'GET', 'url.path': '/api/activities/home' },
      ...{ 'http.route': '/api/activities/home', 'http.response.status_code': '200' },
      ...{ 'app.result_length': String(random.integer(50)), 'client.address': '127.0.0.1' },
      'user_agent.original': 'bench',
    }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
  }))
  const segment = {
    ...{ name: service, id: ids[0], start_time: (now - millis) / 1_000, end_time: now / 1_000 },
    trace_id: `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`,
    http: { request: { method: 'GET', url: 'http://127.0.0.1/api' }, response: { status: 200 } },
    annotations: { handle: `user-${random.integer(1000)}` },
    metadata: { default: { 'otel.resource.service.instance.id': `${service}-1` } },
  }
  const line = {
    timestamp: now,
    message: JSON.stringify({
      ...{ level: 30, time: now, service, msg: 'GET /api/activities/home 200' },
      ...{ trace_id: traceId, span_id: ids[0], status: 200, millis },
    }),
  }
  return { spans, segment, line }
}

const group = 'bench'

async function logs(running: ConsoleProcess, operation: string, input: object): Promise<void> {
  await post(running.url, input, {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `Logs_20140328.${operation}`,
  })
}

const stream = (service: string) => `${service}/${service}-1/2026-11-30`

async function createLogStreams(running: ConsoleProcess): Promise<void> {
  await logs(running, 'CreateLogGroup', { logGroupName: group })
  for (const service of services)
    await logs(running, 'CreateLogStream', { logGroupName: group, logStreamName: stream(service) })
}

async function putLogEvents(running: ConsoleProcess, service: string, logEvents: object[]) {
  await logs(running, 'PutLogEvents', {
    ...{ logGroupName: group, logStreamName: stream(service), logEvents },
  })
}

async function post(url: string, body: object, headers: Record<string, string> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (response.status !== 200 || text.includes('partialSuccess'))
    throw new Error(`${url}: ${response.status} ${text}`)
}

/** Time from sending a span until the console returns its trace. */
async function visibleMillis(running: ConsoleProcess): Promise<number> {
  const { spans } = request(createRandom(13), services[0] ?? '')
  const start = performance.now()
  await post(`${running.otlpUrl}/v1/traces`, { resourceSpans: [{ scopeSpans: [{ spans }] }] })
  for (;;) {
    const response = await fetch(`${running.url}/api/v1/traces/${spans[0]?.traceId}`)
    await response.text()
    if (response.ok) return performance.now() - start
    await wait(20)
  }
}
