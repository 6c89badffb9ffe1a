import { attributeField, bytesField, nanosField, numberField, textField } from './protobuf.ts'
import { createRandom } from './random.ts'

/**
 * The profile of Jaeger's benchmark (`jaeger-tracegen`): ten spans per trace, ten services,
 * eleven attributes per span from 97 keys and 1,000 values. Unlike there, each
 * trace passes through three services, durations span four orders of magnitude, and one span
 * in fifty has an error, so that every query returns results.
 */
export const spansPerTrace = 10
export const services = Array.from({ length: 10 }, (_, index) => `service-${index}`)
const [operations, attributesPerSpan, keys, values] = [12, 11, 97, 1000]
const kinds = { internal: 1, server: 2, client: 3 } as const

/** For each span of a trace: parent, index of the service, kind. */
const shape = [
  [-1, 0, kinds.server],
  [0, 0, kinds.internal],
  [1, 0, kinds.internal],
  [0, 0, kinds.client],
  [3, 1, kinds.server],
  [4, 1, kinds.internal],
  [4, 1, kinds.client],
  [6, 2, kinds.server],
  [7, 2, kinds.client],
  [7, 2, kinds.client],
] as const

export interface ExportRequest {
  readonly body: Buffer
  readonly spans: number
}

/** Requests with `spansPerRequest` spans of one service each, in time order. */
export function* exportRequests(options: {
  readonly traces: number
  readonly fromNano: bigint
  readonly toNano: bigint
  readonly spansPerRequest: number
  readonly seed?: number
}): Generator<ExportRequest> {
  const { traces, fromNano, toNano, spansPerRequest } = options
  const random = createRandom(options.seed ?? 1)
  const nextAttributes = takeTurns()
  const waiting = services.map((): Buffer[] => [])
  const stepNano = (toNano - fromNano) / BigInt(traces)
  for (let trace = 0; trace < traces; trace++) {
    const startNano = fromNano + BigInt(trace) * stepNano + BigInt(random.integer(1_000_000))
    const traceId = bytesField(1, random.bytes(16))
    const ids = shape.map(() => random.bytes(8))
    const first = random.integer(services.length)
    let durationNano = 10 ** (5.5 + 4 * random.fraction() * random.fraction())
    for (const [place, [parent, hop, kind]] of shape.entries()) {
      const service = (first + hop) % services.length
      const operation = (trace + place) % operations
      durationNano *= 0.6 + 0.35 * random.fraction()
      const spanNano = startNano + BigInt(place * 20_000)
      const list = waiting[service] ?? []
      list.push(
        bytesField(
          2,
          traceId,
          bytesField(2, ids[place] ?? Buffer.alloc(8)),
          ...(parent < 0 ? [] : [bytesField(4, ids[parent] ?? Buffer.alloc(8))]),
          textField(5, `operation-${operation}`),
          numberField(6, kind),
          nanosField(7, spanNano),
          nanosField(8, spanNano + BigInt(Math.round(durationNano))),
          ...nextAttributes(),
          ...(random.integer(50) === 0 ? [errorStatus] : []),
        ),
      )
      if (list.length === spansPerRequest) yield request(service, list.splice(0))
    }
  }
  for (const [service, list] of waiting.entries()) if (list.length > 0) yield request(service, list)
}

const errorStatus = bytesField(15, textField(2, 'it failed'), numberField(3, 2))

function takeTurns(): () => Buffer[] {
  const known = new Map<number, Buffer>()
  let turn = 0
  const next = () => {
    const place = turn++ % (keys * values)
    const attribute =
      known.get(place) ?? attributeField(9, key(place % keys), value(place % values))
    known.set(place, attribute)
    return attribute
  }
  return () => Array.from({ length: attributesPerSpan }, next)
}

export const key = (number: number) => `attr_${String(number).padStart(2, '0')}`
export const value = (number: number) => `val_${String(number).padStart(3, '0')}`

function request(service: number, spans: readonly Buffer[]): ExportRequest {
  const resource = bytesField(
    1,
    attributeField(1, 'service.name', services[service] ?? ''),
    attributeField(1, 'service.version', '1.4.2'),
    attributeField(1, 'host.name', 'bench'),
    attributeField(1, 'telemetry.sdk.language', 'nodejs'),
    attributeField(1, 'telemetry.sdk.version', '3.1.0'),
  )
  const scope = bytesField(1, textField(1, 'bench'), textField(2, '1'))
  return {
    body: bytesField(1, resource, bytesField(2, scope, ...spans)),
    spans: spans.length,
  }
}
