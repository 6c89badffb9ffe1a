import type { PlantedTrace } from './build/planted-trace.ts'

export interface Receivers {
  readonly consoleUrl: string
  readonly otlpUrl: string
}

const tracesAtOnce = 50

/**
 * Sends all signals of the traces with the protocols that services use.
 * @throws when a receiver rejects something
 */
export async function sendTraces(
  traces: readonly PlantedTrace[],
  { consoleUrl, otlpUrl }: Receivers,
): Promise<void> {
  for (let from = 0; from < traces.length; from += tracesAtOnce) {
    const batch = traces.slice(from, from + tracesAtOnce)
    const resourceSpans = batch.flatMap((trace) => trace.resourceSpans)
    const resourceLogs = batch.flatMap((trace) => trace.resourceLogs)
    const segments = batch.flatMap((trace) => trace.segments)
    await post(`${otlpUrl}/v1/traces`, { resourceSpans })
    await post(`${otlpUrl}/v1/logs`, { resourceLogs })
    if (segments.length > 0)
      await post(`${consoleUrl}/TraceSegments`, {
        TraceSegmentDocuments: segments.map((document) => JSON.stringify(document)),
      })
    for (const data of batch.flatMap((trace) => trace.items))
      await post(`${consoleUrl}/api/1/item/`, { data }, { 'x-rollbar-access-token': 'planted' })
  }
}

async function post(url: string, body: object, headers = {}): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const text = await response.text()
  if (response.ok && !/rejected|"UnprocessedTraceSegments":\[\{/.test(text)) return
  throw new Error(`${url} responded with ${response.status}: ${text.slice(0, 300)}`)
}
