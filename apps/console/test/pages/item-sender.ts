export interface SentItem {
  readonly timeMillis: number
  readonly service?: string
  readonly traceId?: string
  readonly spanId?: string
  readonly level?: string
  readonly environment?: string
  readonly codeVersion?: string
  readonly fingerprint?: string
  /** The error, then its causes. */
  readonly chain: readonly (readonly [exceptionClass: string, message: string])[]
}

/** Sends a Rollbar occurrence in the format of the Node.js SDK, over the wire. */
export async function sendItem(consoleUrl: string, item: SentItem): Promise<void> {
  const { timeMillis, level = 'error', environment = 'test', codeVersion, fingerprint } = item
  const trace_chain = item.chain.map(([exceptionClass, message], depth) => ({
    exception: { class: exceptionClass, message },
    frames: [
      { filename: 'node:internal/process/task_queues', lineno: 95, colno: 5, method: 'run' },
      { filename: `/app/src/layer-${depth}.ts`, lineno: 12, colno: 7, method: `call${depth}` },
    ],
  }))
  const response = await fetch(`${consoleUrl}/api/1/item/`, {
    method: 'POST',
    headers: { 'x-rollbar-access-token': 'local', 'content-type': 'application/json' },
    body: JSON.stringify({
      data: {
        ...{ level, environment, code_version: codeVersion, fingerprint },
        timestamp: timeMillis / 1_000,
        body: { trace_chain },
        custom: { service: item.service, trace_id: item.traceId, span_id: item.spanId },
      },
    }),
  })
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
}
