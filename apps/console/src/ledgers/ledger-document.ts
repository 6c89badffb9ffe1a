import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import { type Ledger, type LedgerResult, signalNames } from '../model/ledger-reader.ts'

const Count = Type.Integer({ minimum: 0 })
const Short = Type.String({ maxLength: 2_048 })
const Instant = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z$',
})
const Counters = Type.Object({
  destination: Short,
  accepted: Count,
  sent: Count,
  queued: Count,
  dropped: Type.Record(Type.String({ maxLength: 64 }), Count, { maxProperties: 32 }),
  outage: Type.Optional(Type.Object({ since: Instant, reason: Short, attempts: Count })),
})

/** The response of `GET /health/telemetry` of a service with `@cruddur/telemetry`. */
const LedgerDocument = Type.Object({
  service: Type.Object({
    name: Short,
    instanceId: Short,
    startedAt: Instant,
  }),
  ...Object.fromEntries(signalNames.map((name) => [name, Type.Optional(Counters)])),
})
type LedgerDocument = Static<typeof LedgerDocument> &
  Partial<Record<(typeof signalNames)[number], Static<typeof Counters>>>

/** Reads the ledger from a response, or returns why it is invalid. */
export function readLedgerDocument(text: string, service: string): LedgerResult {
  const document = parse(text)
  if (!isLedgerDocument(document))
    return { state: 'unreachable', reason: 'The response is not a ledger of @cruddur/telemetry' }
  if (document.service.name !== service)
    return { state: 'unreachable', reason: `The response is from ${document.service.name}` }
  return { state: 'reachable', ledger: toLedger(document) }
}

function toLedger({ service, ...counters }: LedgerDocument): Ledger {
  const signals = signalNames.flatMap((name) => {
    const { destination, accepted, sent, queued, dropped, outage } = counters[name] ?? {}
    if (destination === undefined || dropped === undefined) return []
    const counts = { accepted, sent, queued } as Record<'accepted' | 'sent' | 'queued', number>
    return [[name, { destination, ...counts, dropped, ...(outage && { outage }) }]]
  })
  return {
    instanceId: service.instanceId,
    startUnixNano: String(BigInt(Date.parse(service.startedAt)) * 1_000_000n),
    signals: Object.fromEntries(signals),
  }
}

function isLedgerDocument(value: unknown): value is LedgerDocument {
  return Check(LedgerDocument, value)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
