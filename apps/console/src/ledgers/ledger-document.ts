import { type Static, type TSchema, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Ledger, LedgerResult, SignalName } from '../model/ledger-reader.ts'

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

const signals = {
  spans: Type.Optional(Counters),
  segments: Type.Optional(Counters),
  logs: Type.Optional(Counters),
  errorReports: Type.Optional(Counters),
  metrics: Type.Optional(Counters),
} satisfies Record<SignalName, TSchema>
const signalNames = ['spans', 'segments', 'logs', 'errorReports', 'metrics'] as const

/** The response of `GET /health/telemetry` of a service with `@cruddur/telemetry`. */
const LedgerDocument = Type.Object({
  service: Type.Object({
    name: Short,
    instanceId: Short,
    startedAt: Instant,
  }),
  ...signals,
})

/** Reads the ledger from a response, or returns why it is invalid. */
export function readLedgerDocument(text: string, service: string): LedgerResult {
  const document = parse(text)
  if (!Check(LedgerDocument, document))
    return { state: 'unreachable', reason: 'The response is not a ledger of @cruddur/telemetry' }
  if (document.service.name !== service)
    return { state: 'unreachable', reason: `The response is from ${document.service.name}` }
  return { state: 'reachable', ledger: toLedger(document) }
}

function toLedger({ service, ...counters }: Static<typeof LedgerDocument>): Ledger {
  return {
    instanceId: service.instanceId,
    startUnixNano: String(BigInt(Date.parse(service.startedAt)) * 1_000_000n),
    signals: signalNames.flatMap((name) => {
      const { [name]: counted } = counters
      if (counted === undefined) return []
      const { destination, accepted, sent, queued, dropped, outage } = counted
      return [{ name, destination, accepted, sent, queued, dropped, ...(outage && { outage }) }]
    }),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
