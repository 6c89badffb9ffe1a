const OWN_FIELDS = new Set([
  ...['service', 'operation', 'kind', 'status', 'status_message'],
  ...['duration', 'scope', 'trace_id', 'span_id'],
])
const PLAIN_WORD = /^[^\s"=<>!()]+$/
const RESERVED = /^(and|or|not)$/i

/** A test of the query text; `null` is a span without the attribute. */
export function writeTest(key: string, value: string | null, isExcluded = false): string {
  const name = writeKey(key)
  if (value === null) return `${name} ${isExcluded ? 'exists' : 'absent'}`
  return `${name} ${isExcluded ? '!=' : '='} ${writeValue(value)}`
}

/** The query text with a further test that must hold. */
export function addTest(where: string | undefined, test: string): string {
  if (where === undefined || where.trim() === '') return test
  return /\bor\b/i.test(where) ? `(${where}) AND ${test}` : `${where} AND ${test}`
}

export function writeKey(key: string): string {
  return OWN_FIELDS.has(key) || (PLAIN_WORD.test(key) && !RESERVED.test(key)) ? key : quote(key)
}

/** In quotes whatever may be read as something else; a text of digits compares as text. */
export function writeValue(value: string): string {
  return /^[a-z][\w./:@-]*$/i.test(value) && !RESERVED.test(value) ? value : quote(value)
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}

/** What is being written at the end of a text: a key, an operator, or the value of a key. */
export type Writing =
  | { readonly kind: 'key' | 'operator'; readonly part: string }
  | { readonly kind: 'value'; readonly part: string; readonly key: string }

const NAME = String.raw`(?:"((?:[^"\\]|\\.)*)"|([^\s"=<>!()]+))`
const VALUE_AT_END = new RegExp(
  `(?:^|[\\s(])${NAME}\\s*(?:!?=|=~|\\s(?:contains|like)\\s)\\s*("?[^"()\\s]*)$`,
  'i',
)
const KEY_AT_END = /(?:^|\(|\s(?:and|or|not)\s|^not\s)\s*([^\s"=<>!()]*)$/i
const OPERATOR_AT_END = new RegExp(`(?:^|[\\s(])${NAME}\\s+([a-z]*)$`, 'i')

/** `undefined` where nothing can be suggested. */
export function whatIsWritten(text: string): Writing | undefined {
  const value = VALUE_AT_END.exec(text)
  if (value) {
    const [, quoted, plain, part = ''] = value
    return { kind: 'value', part, key: quoted ?? plain ?? '' }
  }
  const key = KEY_AT_END.exec(text)
  if (key) return { kind: 'key', part: key[1] ?? '' }
  const operator = OPERATOR_AT_END.exec(text)
  const [, quoted, plain = '', part = ''] = operator ?? []
  if (operator && (quoted !== undefined || !RESERVED.test(plain))) return { kind: 'operator', part }
  return undefined
}
