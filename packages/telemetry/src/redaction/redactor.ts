import { redactSql } from './redact-sql.ts'
import { createTextRedactor } from './redact-text.ts'
import { redactQuery, redactUrl } from './redact-url.ts'
import { redactValue } from './redact-value.ts'
import { redacted } from './redacted.ts'
import { createNameMatcher } from './sensitive-names.ts'

type HeaderValue = string | number | readonly string[] | undefined

interface RedactorOptions {
  /** More names to hide, as header names, query keys and object keys alike; case and separators do not matter. */
  readonly redactKeys?: readonly string[]
  /** Query keys whose values may be seen; every other query value is hidden. */
  readonly keepQueryKeys?: readonly string[]
}

/** The one policy that stands before all four sinks. No method throws, and none changes what it is given. */
export interface Redactor {
  /** Whether what stands under this header name or key is hidden. */
  isSensitive(name: string): boolean
  header(name: string, value: HeaderValue): string
  /** Repeated values are joined by `, `; absent ones are left out. */
  headers(headers: Readonly<Record<string, HeaderValue>>): Record<string, string>
  /** An absolute URL or a path: user info, query values and the fragment are hidden or dropped. */
  url(url: string): string
  /** The query of a URL by itself. */
  query(query: string): string
  /** Free text such as an error message: what looks like a secret is hidden. */
  text(text: string): string
  /** A statement with `?` where its literals stood. */
  sql(sql: string): string
  /** A bounded copy of anything, without cycles, hidden by key names and by what texts look like. */
  value(value: unknown): unknown
}

/**
 * @example
 * const redactor = createRedactor({ redactKeys: ['iban'] })
 * redactor.header('authorization', 'Bearer abc') // '[redacted]'
 * redactor.url('/search?q=me') // '/search?q=[redacted]'
 */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const isSensitive = createNameMatcher(options.redactKeys)
  const kept = new Set(options.keepQueryKeys)
  const keepsValue = (key: string) => kept.has(key) && !isSensitive(key)
  const url = (value: string) => redactUrl(value, keepsValue)
  const text = createTextRedactor({ extraNames: options.redactKeys ?? [], url })

  const header = (name: string, value: HeaderValue): string => {
    if (isSensitive(name)) return redacted
    const joined = Array.isArray(value) ? value.join(', ') : String(value ?? '')
    return urlHeaders.has(name.toLowerCase()) ? url(joined) : text(joined)
  }

  return Object.freeze({
    isSensitive,
    header,
    headers: (headers) =>
      Object.fromEntries(
        Object.entries(headers)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, header(name, value)]),
      ),
    url,
    query: (query) => redactQuery(query, keepsValue),
    text,
    sql: redactSql,
    value: (value) => redactValue(value, { isSensitive, text, url }),
  } satisfies Redactor)
}

const urlHeaders = new Set([
  'location',
  'content-location',
  'referer',
  'x-original-url',
  'x-rewrite-url',
])
