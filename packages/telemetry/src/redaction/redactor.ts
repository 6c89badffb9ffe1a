import { isCardInteger } from './card-number.ts'
import { keysHiddenByOthers, redactPairs } from './redact-entries.ts'
import { redactSql } from './redact-sql.ts'
import { createTextRedactor } from './redact-text.ts'
import { redactQuery, redactUrl } from './redact-url.ts'
import { redactValue } from './redact-value.ts'
import { redacted } from './redacted.ts'
import { rememberHarmless } from './remember-harmless.ts'
import { createNameMatcher } from './sensitive-names.ts'

type HeaderValue = string | number | readonly string[] | undefined

interface RedactorOptions {
  /** More names to hide, as header names, query keys and object keys alike; case and separators do not matter. */
  readonly redactKeys?: readonly string[]
  /** Query keys whose values may be seen; every other query value is hidden. */
  readonly keepQueryKeys?: readonly string[]
}

/** The one policy in front of every destination. No method throws, and none changes its argument. */
export interface Redactor {
  /** Whether values under this header name or key are hidden. */
  isSensitive(name: string): boolean
  /** Whether this value is hidden by its name; flags and absent values never are. */
  hides(name: string, value: unknown): boolean
  header(name: string, value: HeaderValue): string
  /** The rule for the texts under one header name or key. */
  headerRule(name: string): (text: string) => string
  /** The headers of a request without information about its user; repeated values are joined by `, `. */
  requestHeaders(headers: Readonly<Record<string, HeaderValue>>): Record<string, string>
  /** An absolute URL or a path: user info, query values, tokens in the path and the fragment are hidden or dropped. */
  url(url: string): string
  /** The query of a URL by itself. */
  query(query: string): string
  /** Free text such as an error message or a name: what looks like a secret is hidden. */
  text(text: string): string
  /** A number; a card number is hidden. */
  number(value: number): number | string
  /** A statement with `?` in place of its literals. */
  sql(sql: string): string
  /** A list in which values after sensitive names are hidden: `['password', 'x']`, raw headers, arguments. */
  pairs(values: readonly unknown[]): readonly unknown[]
  /** Keys whose values other entries of a record make sensitive: `{ name: 'password', value }`. */
  hiddenKeys(record: Readonly<Record<string, unknown>>): ReadonlySet<string> | undefined
  /** A bounded copy of any value, without cycles, hidden by key names and by what texts look like. */
  value(value: unknown): unknown
}

/**
 * @example
 * const redactor = createRedactor({ redactKeys: ['iban'] })
 * redactor.header('authorization', 'Bearer abc') // '[redacted]'
 * redactor.url('/search?q=me') // '/search?q=[redacted]'
 */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const { isSensitive, hides } = createNameMatcher(options.redactKeys)
  const kept = new Set(options.keepQueryKeys)
  const keepsValue = (key: string) => kept.has(key) && !isSensitive(key)
  const url = rememberHarmless((value) => redactUrl(value, { keepsValue, hides }))
  const query = (value: string) => redactQuery(value, { keepsValue, hides })
  const text = createTextRedactor({ extraNames: options.redactKeys ?? [], hides, url, query })

  const headerRule = (name: string): ((text: string) => string) => {
    if (isSensitive(name)) return () => redacted
    return urlHeaders.has(name.toLowerCase()) ? url : text
  }
  const header = (name: string, value: HeaderValue): string =>
    headerRule(name)(Array.isArray(value) ? value.join(', ') : String(value ?? ''))

  return Object.freeze({
    isSensitive,
    hides,
    header,
    headerRule,
    requestHeaders: (headers) =>
      Object.fromEntries(
        Object.entries(headers)
          .filter(([name, value]) => value !== undefined && shownHeaders.test(name))
          .map(([name, value]) => [name, header(name, value)]),
      ),
    url,
    query,
    text,
    number: (value) => (isCardInteger(value) ? redacted : value),
    sql: redactSql,
    hiddenKeys: (record) => keysHiddenByOthers(record, hides),
    pairs: (values) => redactPairs(values, hides),
    value: (value) => redactValue(value, { hides, text, url }),
  } satisfies Redactor)
}

const urlHeaders = new Set([
  'location',
  'content-location',
  'origin',
  'referer',
  'x-original-url',
  'x-rewrite-url',
])

/** Everything else may identify a person or hold a credential. */
const shownHeaders =
  /^(?:accept(?:-[a-z]+)?|cache-control|content-(?:encoding|length|type)|date|expect|host|if-(?:match|modified-since|none-match|range|unmodified-since)|origin|pragma|range|referer|te|traceparent|trailer|transfer-encoding|upgrade|user-agent|via|x-amzn-trace-id|x-correlation-id|x-forwarded-(?:host|port|proto)|x-request-id)$/i
