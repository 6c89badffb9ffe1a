import {
  type Attributes,
  type Context,
  createNoopMeter,
  type Meter,
  type MeterProvider,
  type MetricOptions,
  ValueType,
} from '@opentelemetry/api'
import { printable, type WarnOnce } from '../warn-once.ts'
import type { Exemplars, Reservoir } from './exemplars.ts'
import { isPlain, validAttributes } from './valid-attributes.ts'

type Measure = (value: number, attributes?: Attributes, context?: Context) => void

interface Instrument {
  readonly name: string
  readonly options: MetricOptions | undefined
  readonly isNegativeAllowed: boolean
  readonly isNaNAllowed?: true
  readonly reservoir?: Reservoir | undefined
}

/**
 * Meters that never throw into the application. Those of the SDK (3.1) throw for attributes that cannot be
 * serialized, keep a sum NaN after one such value, and log each invalid measurement. Here the invalid part is
 * omitted and logged once. Histograms also sample exemplars, which the SDK does not implement:
 * https://github.com/open-telemetry/opentelemetry-js/issues/2594
 */
export function createGuardedMeters(
  provider: MeterProvider,
  exemplars: Exemplars,
  warn: WarnOnce,
): MeterProvider {
  return {
    getMeter(name, version, options) {
      const scope = typeof name === 'string' ? name : ''
      const ofScope = typeof version === 'string' ? version : undefined
      const meter = provider.getMeter(scope, ofScope, options ?? undefined)
      return guardMeter(meter, (instrument) => exemplars.reservoirOf(scope, instrument))
    },
  }

  function guardMeter(meter: Meter, reservoirOf: (name: string) => Reservoir | undefined): Meter {
    const noop = createNoopMeter()

    function attempt<Result>(name: unknown, call: (meter: Meter) => Result): Result {
      try {
        if (typeof name !== 'string') throw new TypeError('a name must be a string')
        return call(meter)
      } catch (error) {
        warn(`instrument ${printable(name)} is ignored`, error)
        return call(noop)
      }
    }

    return {
      createCounter: (name, options) => {
        const counter = attempt(name, (from) => from.createCounter(name, options))
        const add = counter.add.bind(counter) as Measure
        return { add: guardMeasure(add, { name, options, isNegativeAllowed: false }) }
      },
      createUpDownCounter: (name, options) => {
        const counter = attempt(name, (from) => from.createUpDownCounter(name, options))
        const add = counter.add.bind(counter) as Measure
        return { add: guardMeasure(add, { name, options, isNegativeAllowed: true }) }
      },
      createGauge: (name, options) => {
        const gauge = attempt(name, (from) => from.createGauge(name, options))
        const record = gauge.record.bind(gauge) as Measure
        const instrument = { name, options, isNegativeAllowed: true, isNaNAllowed: true } as const
        return { record: guardMeasure(record, instrument) }
      },
      createHistogram: (name, options) => {
        const histogram = attempt(name, (from) => from.createHistogram(name, options))
        const record = histogram.record.bind(histogram) as Measure
        const instrument = { name, options, isNegativeAllowed: false, reservoir: reservoirOf(name) }
        return { record: guardMeasure(record, instrument) }
      },
      createObservableCounter: (name, options) =>
        attempt(name, (from) => from.createObservableCounter(name, options)),
      createObservableUpDownCounter: (name, options) =>
        attempt(name, (from) => from.createObservableUpDownCounter(name, options)),
      createObservableGauge: (name, options) =>
        attempt(name, (from) => from.createObservableGauge(name, options)),
      addBatchObservableCallback: (callback, observables) =>
        attempt('of a callback', (from) => from.addBatchObservableCallback(callback, observables)),
      removeBatchObservableCallback: (callback, observables) =>
        attempt('of a callback', (from) =>
          from.removeBatchObservableCallback(callback, observables),
        ),
    }
  }

  function guardMeasure(measure: Measure, instrument: Instrument): Measure {
    const { options, isNegativeAllowed, isNaNAllowed = false, reservoir } = instrument
    const name = String(instrument.name)
    const isInteger = options?.valueType === ValueType.INT
    const isValid = (value: number) =>
      isNaNAllowed
        ? typeof value === 'number'
        : Number.isFinite(value) && (value >= 0 || isNegativeAllowed)

    return (value, given, context) => {
      if (!isValid(value)) return warn(`measurement of ${name} is ignored: invalid value`, value)
      const measured = isInteger ? Math.trunc(value) : value
      let attributes = isPlain(given) ? given : validAttributes(given, name, warn)
      try {
        measure(measured, attributes, context)
      } catch {
        // An object of the attributes cannot be serialized.
        attributes = validAttributes(given, name, warn)
        measure(measured, attributes, context)
      }
      reservoir?.offer(measured, attributes, context)
    }
  }
}
