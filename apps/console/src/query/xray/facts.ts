import type { AnnotationValue } from '../../model/annotation.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import { annotationsOf } from './annotations.ts'
import { exceptionsOf } from './exceptions.ts'

/** The properties that a filter expression can test: of a trace, a service in it, a call, or a step to a root cause. */
export interface Facts {
  readonly name: string
  /** As on the service map: an origin such as `AWS::ECS::Container`, `remote`, `client`. */
  readonly type: string
  readonly error: boolean
  readonly fault: boolean
  readonly throttle: boolean
  /** Part of it is still in progress. */
  readonly partial: boolean
  /** Whether it is the entry point of the trace. */
  readonly root: boolean
  /** Whether it is known only by calls to it. */
  readonly inferred: boolean
  readonly responseSeconds: number
  readonly durationSeconds: number
  readonly http: HttpFacts
  readonly users: readonly string[]
  readonly messages: readonly string[]
  readonly annotations: readonly Annotation[]
  readonly availabilityZones: readonly string[]
  readonly instanceIds: readonly string[]
  readonly resourceArns: readonly string[]
  /** Only for entries of a list. */
  readonly place?: Place
}

/** Position of a service, an entity or an exception on the path to a root cause. */
export interface Place {
  readonly index: number
  readonly first: boolean
  readonly last: boolean
  readonly remote: boolean
  /** Share of the total duration; 0 to 1. */
  readonly coverage: number
}

export interface Annotation {
  readonly key: string
  readonly value: AnnotationValue
  /** Name of the service that set it. */
  readonly service: string
}

interface HttpFacts {
  readonly url?: string
  readonly method?: string
  readonly status?: number
  readonly userAgent?: string
  readonly clientIp?: string
}

/** Facts of segments that belong together; the first one has the response. */
export function factsOf(
  name: string,
  type: string,
  rows: readonly SegmentRow[],
  {
    root = false,
    inferred = false,
    place,
  }: Partial<Pick<Facts, 'root' | 'inferred' | 'place'>> = {},
): Facts {
  const [first] = rows
  const [start = 0n] = rows.map(({ Timestamp }) => BigInt(Timestamp)).sort(ascending)
  const ends = rows.map(({ Timestamp, Duration }) => BigInt(Timestamp) + BigInt(Duration))
  const machines = rows.map(({ Aws }) => fields(fields(parsed(Aws)).ec2))
  return {
    ...{ name, type, root, inferred, ...(place && { place }) },
    error: first?.Error ?? false,
    fault: first?.Fault ?? false,
    throttle: first?.Throttle ?? false,
    partial: rows.some(({ InProgress }) => InProgress),
    responseSeconds: seconds(BigInt(first?.Duration ?? 0)),
    durationSeconds: seconds((ends.sort(ascending).at(-1) ?? start) - start),
    http: httpFacts(first?.Http ?? ''),
    users: texts(rows.map(({ User }) => User)),
    messages: rows.flatMap(exceptionsOf).map(({ message }) => message),
    annotations: rows.flatMap((row) =>
      Object.entries(annotationsOf(row)).map(([key, value]) => ({
        ...{ key, value },
        service: row.ServiceName,
      })),
    ),
    availabilityZones: texts(machines.map(({ availability_zone }) => availability_zone)),
    instanceIds: texts(machines.map(({ instance_id }) => instance_id)),
    resourceArns: texts(rows.map(({ Other }) => fields(parsed(Other)).resource_arn)),
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
  const http = fields(parsed(json))
  const { url, method, user_agent, client_ip } = fields(http.request)
  const status = Number(fields(http.response).status)
  return {
    ...(typeof url === 'string' && { url }),
    ...(typeof method === 'string' && { method }),
    ...(typeof user_agent === 'string' && { userAgent: user_agent }),
    ...(typeof client_ip === 'string' && { clientIp: client_ip }),
    ...(Number.isInteger(status) && { status }),
  }
}

/** Documents of senders: every part can have any type. */
function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function parsed(json: string): unknown {
  return json === '' ? undefined : JSON.parse(json)
}

function texts(values: readonly unknown[]): string[] {
  return [
    ...new Set(values.filter((value) => typeof value === 'string' && value !== '')),
  ] as string[]
}
