import { formatDuration } from '../../src/format/duration.ts'
import { formatLogFields } from '../../src/format/log-fields.ts'

type Attributes = Readonly<Record<string, string>>

/** Fields of an HTTP request line, by their usual spellings. */
const METHOD = ['method', 'http.request.method', 'req.method']
const ROUTE = ['route', 'http.route', 'url', 'url.path', 'req.url']
const STATUS = ['status', 'http.response.status_code', 'statusCode', 'res.statusCode']
const DURATION = ['duration_ms', 'responseTime', 'duration']

export interface RequestText {
  readonly method: string
  readonly route: string
  readonly status: string
  /** '' where the line has none. */
  readonly duration: string
}

/** The request that a line is about: `GET /api/activities/home 200 81 ms`. */
export function requestOf(attributes: Attributes): RequestText | undefined {
  const method = pick(attributes, METHOD)
  const route = pick(attributes, ROUTE)
  const status = pick(attributes, STATUS)
  if (method === '' || route === '' || !/^\d{3}$/.test(status)) return undefined
  const millis = Number(pick(attributes, DURATION) || Number.NaN)
  const isDuration = Number.isFinite(millis) && millis >= 0
  const duration = isDuration ? formatDuration(BigInt(Math.round(millis * 1e6))) : ''
  return { method, route, status, duration }
}

/** The other fields of a line, as `key=value`. */
export function otherFields(attributes: Attributes, isRequest: boolean): string {
  if (!isRequest) return formatLogFields(attributes)
  const shown = new Set([...METHOD, ...ROUTE, ...STATUS, ...DURATION])
  return formatLogFields(
    Object.fromEntries(Object.entries(attributes).filter(([key]) => !shown.has(key))),
  )
}

function pick(attributes: Attributes, keys: readonly string[]): string {
  for (const key of keys) if (attributes[key]) return attributes[key]
  return ''
}
