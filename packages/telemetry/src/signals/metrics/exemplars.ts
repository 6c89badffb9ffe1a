import {
  type Attributes,
  type Context,
  context,
  type Histogram,
  type Meter,
  type MeterProvider,
  type SpanContext,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import type { ExemplarFilter } from '../../config/metrics-variables.ts'

/** A measurement with the span in which it was made. */
export interface Exemplar {
  readonly value: number
  readonly attributes: Attributes
  readonly timeMillis: number
  readonly span: SpanContext | undefined
}

export interface Exemplars {
  /** A meter provider whose histograms also sample exemplars. */
  readonly meterProvider: MeterProvider
  /** Returns the exemplars of an instrument since the last call. */
  take(scope: string, instrument: string): readonly Exemplar[]
}

/** Exemplars per instrument and export: random ones, the largest value, and the last error. */
const maxRandom = 16

/**
 * The SDK (3.1) does not implement exemplars, so measurements of histograms are sampled before they
 * reach it. https://github.com/open-telemetry/opentelemetry-js/issues/2594
 */
export function createExemplars(provider: MeterProvider, filter: ExemplarFilter): Exemplars {
  const reservoirs = new Map<string, Reservoir>()

  function reservoirOf(scope: string, instrument: string): Reservoir {
    const key = `${scope}\n${instrument}`
    const known = reservoirs.get(key)
    if (known) return known
    const reservoir = createReservoir(filter)
    reservoirs.set(key, reservoir)
    return reservoir
  }

  function withExemplars(meter: Meter, scope: string): Meter {
    return new Proxy(meter, {
      get(target, property) {
        const member = Reflect.get(target, property, target)
        if (typeof member !== 'function') return member
        if (property !== 'createHistogram') return member.bind(target)
        return (name: string, options?: Parameters<Meter['createHistogram']>[1]) =>
          sampled(target.createHistogram(name, options), reservoirOf(scope, name))
      },
    })
  }

  return {
    meterProvider:
      filter === 'always_off'
        ? provider
        : {
            getMeter: (name, version, options) =>
              withExemplars(provider.getMeter(name, version, options), name),
          },
    take: (scope, instrument) => reservoirs.get(`${scope}\n${instrument}`)?.take() ?? [],
  }
}

function sampled(histogram: Histogram, reservoir: Reservoir): Histogram {
  return {
    record(value, attributes, ctx) {
      histogram.record(value, attributes, ctx)
      reservoir.offer(value, attributes, ctx)
    },
  }
}

interface Reservoir {
  offer(value: number, attributes: Attributes | undefined, ctx: Context | undefined): void
  take(): readonly Exemplar[]
}

function createReservoir(filter: ExemplarFilter): Reservoir {
  let random: Exemplar[] = []
  let largest: Exemplar | undefined
  let lastError: Exemplar | undefined
  let offered = 0

  return {
    offer(value, attributes = {}, ctx = context.active()) {
      const span = trace.getSpanContext(ctx)
      const isSampled = span !== undefined && (span.traceFlags & TraceFlags.SAMPLED) !== 0
      if (filter === 'trace_based' && !isSampled) return
      offered += 1
      const slot = offered <= maxRandom ? offered - 1 : Math.floor(Math.random() * offered)
      const isLargest = largest === undefined || value > largest.value
      const isError = 'error.type' in attributes
      if (slot >= maxRandom && !isLargest && !isError) return
      const exemplar = { value, attributes, timeMillis: Date.now(), span }
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
