import {
  type Attributes,
  type Context,
  context,
  isSpanContextValid,
  type SpanContext,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import type { ExemplarFilter } from './variables.ts'

/** A measurement with the span in which it was made. */
export interface Exemplar {
  readonly value: number
  readonly attributes: Attributes
  readonly timeMillis: number
  readonly span: SpanContext | undefined
}

export interface Exemplars {
  /** Undefined when the filter accepts no measurements. */
  reservoirOf(scope: string, instrument: string): Reservoir | undefined
  /** Returns the exemplars of an instrument since the last call. */
  take(scope: string, instrument: string): readonly Exemplar[]
}

export interface Reservoir {
  offer(value: number, attributes: Attributes, context: Context | undefined): void
  take(): readonly Exemplar[]
}

/** Exemplars per instrument and export: random ones, the largest value, and the last error. */
const maxRandom = 16

export function createExemplars(filter: ExemplarFilter): Exemplars {
  const reservoirs = new Map<string, Reservoir>()
  const keyOf = (scope: string, instrument: string) => `${scope}\n${String(instrument)}`
  return {
    reservoirOf(scope, instrument) {
      if (filter === 'always_off') return undefined
      const key = keyOf(scope, instrument)
      const reservoir = reservoirs.get(key) ?? createReservoir(filter)
      reservoirs.set(key, reservoir)
      return reservoir
    },
    take: (scope, instrument) => reservoirs.get(keyOf(scope, instrument))?.take() ?? [],
  }
}

function createReservoir(filter: ExemplarFilter): Reservoir {
  let random: Exemplar[] = []
  let largest: Exemplar | undefined
  let lastError: Exemplar | undefined
  let offered = 0

  return {
    offer(value, attributes, ctx = context.active()) {
      const span = trace.getSpanContext(ctx)
      const isSampled = span !== undefined && (span.traceFlags & TraceFlags.SAMPLED) !== 0
      if (filter === 'trace_based' && !isSampled) return
      offered += 1
      const slot = offered <= maxRandom ? offered - 1 : Math.floor(Math.random() * offered)
      const isLargest = largest === undefined || value > largest.value
      const isError = 'error.type' in attributes
      if (slot >= maxRandom && !isLargest && !isError) return
      const exemplar = {
        value,
        // The application may reuse its object.
        attributes: { ...attributes },
        timeMillis: Date.now(),
        span: span && isSpanContextValid(span) ? span : undefined,
      }
      if (slot < maxRandom) random[slot] = exemplar
      if (isLargest) largest = exemplar
      if (isError) lastError = exemplar
    },
    take() {
      const taken = new Set([...random, largest, lastError].filter((one) => one !== undefined))
      random = []
      largest = undefined
      lastError = undefined
      offered = 0
      return [...taken]
    },
  }
}
