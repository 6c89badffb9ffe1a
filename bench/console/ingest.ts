import { Agent, request } from 'node:http'
import type { ConsoleProcess } from './console-process.ts'
import type { ExportRequest } from './spans.ts'

export interface Ingested {
  /** Spans, or data points. */
  readonly spans: number
  readonly spansPerSecond: number
  /** CPU time of the console, all threads, including merges. */
  readonly cpuMicrosPerSpan: number
  readonly ackMillis: readonly number[]
  /** Requests that were rejected temporarily and retried. */
  readonly retries: number
}

const connections = 16
const agent = new Agent({ keepAlive: true, maxSockets: connections })

function post(url: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length }
    request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
      .on('error', reject)
      .end(body)
  })
}

/** Sends requests over sixteen connections; each connection waits for the previous acknowledgement. */
export async function ingest(
  running: ConsoleProcess,
  requests: Iterator<ExportRequest>,
  signal: 'traces' | 'metrics' = 'traces',
): Promise<Ingested> {
  const ackMillis: number[] = []
  let [spans, retries] = [0, 0]
  const send = async ({ body, spans: count }: ExportRequest) => {
    const startMillis = performance.now()
    for (;;) {
      const status = await post(`${running.otlpUrl}/v1/${signal}`, body)
      if (status === 200) break
      if (status !== 503) throw new Error(`${signal} got status ${status}`)
      retries++
      await new Promise((resolve) => setTimeout(resolve, 1_000))
    }
    ackMillis.push(performance.now() - startMillis)
    spans += count
  }
  const connection = async () => {
    for (let next = requests.next(); !next.done; next = requests.next()) await send(next.value)
  }

  const [startMillis, startCpu] = [performance.now(), await running.cpuSeconds()]
  await Promise.all(Array.from({ length: connections }, connection))
  const seconds = (performance.now() - startMillis) / 1_000
  const cpu = (await running.cpuSeconds()) - startCpu
  return {
    spans,
    spansPerSecond: spans / seconds,
    cpuMicrosPerSpan: (cpu * 1e6) / spans,
    ackMillis,
    retries,
  }
}
