import type { PlantedTrace } from './build/planted-trace.ts'
import { createSeededRandom } from './build/seeded-random.ts'
import { createTraceBuilder, type TraceBuilder } from './build/trace-builder.ts'
import { innocentCalls } from './innocent/calls.ts'
import { innocentData } from './innocent/data.ts'
import { innocentRepeatedCalls } from './innocent/repeated-calls.ts'
import { innocentSignals } from './innocent/signals.ts'
import { innocentWaits } from './innocent/waits.ts'
import * as conventions from './planted/conventions.ts'
import * as nPlusOne from './planted/n-plus-one.ts'
import * as process from './planted/process.ts'
import * as propagation from './planted/propagation.ts'
import * as calls from './planted/serial-and-retries.ts'
import * as signals from './planted/signals.ts'
import * as time from './planted/time.ts'

type Scenarios = Readonly<Record<string, (trace: TraceBuilder) => void>>

/** Ways in which traces of each kind come about. */
const planted: Readonly<Record<string, Scenarios>> = {
  'n-plus-one-queries': nPlusOne.nPlusOneQueries,
  'n-plus-one-calls': nPlusOne.nPlusOneCalls,
  'serial-calls': calls.serialCalls,
  'retry-storm': calls.retryStorm,
  'caller-timeout': time.callerTimeout,
  'pool-wait': time.poolWait,
  'event-loop-blocked': process.eventLoopBlocked,
  'cold-start': process.coldStart,
  'broken-propagation': propagation.brokenPropagation,
  'hidden-error': signals.hiddenError,
  'missing-span': signals.missingSpan,
  'unfinished-span': signals.unfinishedSpan,
  'sampling-gap': propagation.samplingGap,
  'clock-skew': propagation.clockSkew,
  'deprecated-attribute': conventions.deprecatedAttribute,
  'high-cardinality-name': conventions.highCardinalityName,
  'missing-route': conventions.missingRoute,
}
const innocent: Scenarios = {
  ...innocentData,
  ...innocentCalls,
  ...innocentRepeatedCalls,
  ...innocentWaits,
  ...innocentSignals,
}

export interface PlantOptions {
  readonly seed?: number
  readonly perKind?: number
  readonly innocents?: number
  /** Time of the last trace. */
  readonly endMillis: number
}

/** Labeled traces of each kind and innocent ones, one second apart, in an order that depends on the seed. */
export function plantTraces({
  seed = 1,
  perKind = 20,
  innocents = 500,
  endMillis,
}: PlantOptions): PlantedTrace[] {
  const random = createSeededRandom(seed)
  const wanted = [
    ...Object.entries(planted).flatMap(([kind, scenarios]) => inTurn(scenarios, perKind, kind)),
    ...inTurn(innocent, innocents),
  ]
  const shuffled = random.some(wanted, wanted.length)
  return shuffled.map(({ name, kind, build }, index) => {
    const trace = createTraceBuilder(random, endMillis - (shuffled.length - 1 - index) * 1_000)
    build(trace)
    return trace.finish(`${kind ?? 'innocent'}: ${name}`, kind === undefined ? [] : [kind])
  })
}

function inTurn(scenarios: Scenarios, count: number, kind?: string) {
  const entries = Object.entries(scenarios)
  return Array.from({ length: count }, (_, index) => {
    const [name, build] = entries[index % entries.length] ?? []
    if (name === undefined || build === undefined) throw new Error('a kind has a scenario')
    return { name, kind, build }
  })
}
