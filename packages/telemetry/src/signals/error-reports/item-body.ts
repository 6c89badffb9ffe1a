import type { ItemData } from './rollbar-item.ts'

/** What Rollbar takes, and what its own clients trim to. */
export const maxItemBytes = 512 * 1024

/** The item as it is posted; without its bulkier parts when it would be too large with them. */
export function itemBody(data: ItemData): string {
  const whole = JSON.stringify({ data })
  if (Buffer.byteLength(whole) <= maxItemBytes) return whole
  const { request, custom, body } = data
  return JSON.stringify({
    data: {
      ...data,
      request: { ...(request as object), body: undefined, params: undefined, trimmed: true },
      custom: onlyIds(custom),
      body: withoutSource(body),
    },
  })
}

function onlyIds(custom: unknown) {
  const { trace_id, span_id, error_code } = (custom ?? {}) as Record<string, unknown>
  return { trace_id, span_id, error_code, trimmed: true }
}

function withoutSource(body: unknown) {
  return JSON.parse(
    JSON.stringify(body, (key, value) => (key === 'code' || key === 'context' ? undefined : value)),
  )
}
