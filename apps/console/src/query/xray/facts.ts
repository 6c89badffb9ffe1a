import type { SegmentRow } from '../../model/segment-row.ts'

/** What a filter expression may ask of a trace, of a service in it, or of a call between two. */
export interface Facts {
  readonly name: string
  /** As on the service map: an origin such as `AWS::ECS::Container`, `remote`, `client`. */
  readonly type: string
  readonly error: boolean
  readonly fault: boolean
  readonly throttle: boolean
  /** Something in it has not ended. */
  readonly partial: boolean
  readonly responseSeconds: number
  readonly durationSeconds: number
  readonly http: HttpFacts
  readonly users: readonly string[]
  readonly messages: readonly string[]
  readonly annotations: readonly (readonly [key: string, value: string])[]
}

interface HttpFacts {
  readonly url?: string
  readonly method?: string
  readonly status?: number
  readonly userAgent?: string
  readonly clientIp?: string
}

/** Facts of segments that belong together; the first of them says what the answer was. */
export function factsOf(name: string, type: string, rows: readonly SegmentRow[]): Facts {
  const [first] = rows
  const [start = 0n] = rows.map(({ Timestamp }) => BigInt(Timestamp)).sort(ascending)
  const ends = rows.map(({ Timestamp, Duration }) => BigInt(Timestamp) + BigInt(Duration))
  return {
    name,
    type,
    error: first?.Error ?? false,
    fault: first?.Fault ?? false,
    throttle: first?.Throttle ?? false,
    partial: rows.some(({ InProgress }) => InProgress),
    responseSeconds: seconds(BigInt(first?.Duration ?? 0)),
    durationSeconds: seconds((ends.sort(ascending).at(-1) ?? start) - start),
    http: httpFacts(first?.Http ?? ''),
    users: [...new Set(rows.map(({ User }) => User).filter((user) => user !== ''))],
    messages: rows.flatMap(({ Cause }) => exceptionMessages(Cause)),
    annotations: rows.flatMap(({ Annotations }) => Object.entries(Annotations)),
  }
}

/** Nanoseconds as seconds. */
function seconds(nanos: bigint): number {
  return Number(nanos) / 1e9
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b)
}

type Fields = Readonly<Record<string, unknown>>

function httpFacts(json: string): HttpFacts {
  const { request, response } = (json === '' ? {} : JSON.parse(json)) as Record<string, Fields>
  const { url, method, user_agent, client_ip } = request ?? {}
  const status = Number(response?.status)
  return {
    ...(typeof url === 'string' && { url }),
    ...(typeof method === 'string' && { method }),
    ...(typeof user_agent === 'string' && { userAgent: user_agent }),
    ...(typeof client_ip === 'string' && { clientIp: client_ip }),
    ...(Number.isInteger(status) && { status }),
  }
}

function exceptionMessages(json: string): string[] {
  const exceptions = json.startsWith('{') ? JSON.parse(json).exceptions : undefined
  if (!Array.isArray(exceptions)) return []
  return exceptions
    .map((exception: Fields | null) => exception?.message)
    .filter((message) => typeof message === 'string')
}
