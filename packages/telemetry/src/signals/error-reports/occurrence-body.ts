import type { OccurrenceData } from './rollbar-occurrence.ts'

/** Rollbar's limit for a payload. */
export const maxOccurrenceBytes = 512 * 1024

/** Serializes an occurrence, without its largest parts if it would exceed the limit. */
export function occurrenceBody(data: OccurrenceData): string {
  const whole = JSON.stringify({ data })
  if (Buffer.byteLength(whole) <= maxOccurrenceBytes) return whole
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
