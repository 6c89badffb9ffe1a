/**
 * A trace ID as 32 lower-case hex digits, from those or from X-Ray's form `1-<8 digits>-<24 digits>`;
 * `undefined` for every other text.
 */
export function readTraceId(text: string): string | undefined {
  const id = text.trim().toLowerCase()
  const [, epoch = '', unique = ''] = /^1-([\da-f]{8})-([\da-f]{24})$/.exec(id) ?? []
  if (epoch !== '') return epoch + unique
  return /^[\da-f]{32}$/.test(id) ? id : undefined
}

/** The first digits of a trace ID, from those or from the beginning of X-Ray's form. */
export function readTraceIdPrefix(text: string): string | undefined {
  const id = text.trim().toLowerCase()
  const digits = /^1-[\da-f]{1,8}(?:-[\da-f]{0,24})?$/.test(id) ? id.slice(2).replace('-', '') : id
  return /^[\da-f]{1,32}$/.test(digits) ? digits : undefined
}
