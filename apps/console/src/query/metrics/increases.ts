import type { Temporality } from '../../model/metric-reader.ts'

export interface CountedStep<Value> {
  readonly series: string
  readonly groupValue: string | null
  readonly step: number
  readonly startNano: string
  readonly value: Value
}

export interface ValueMath<Value> {
  subtract(later: Value, earlier: Value): Value
  isReset(later: Value, earlier: Value): boolean
}

/**
 * Converts the steps of counters and histograms to their increases. A cumulative series without an
 * earlier value counts from its start when that is within the range; otherwise its first value only
 * serves as the baseline.
 * @param steps sorted by series, start and step
 */
export function increasesOf<Value>(
  steps: readonly CountedStep<Value>[],
  temporality: Temporality,
  fromNano: bigint,
  { subtract, isReset }: ValueMath<Value>,
): CountedStep<Value>[] {
  if (temporality === 'delta') return steps.filter(({ step }) => step >= 0)
  const increases: CountedStep<Value>[] = []
  let previous: CountedStep<Value> | undefined
  for (const current of steps) {
    const isSame = previous?.series === current.series && previous.startNano === current.startNano
    const earlier = isSame ? previous : undefined
    const startedInRange = BigInt(current.startNano) >= fromNano
    if (current.step >= 0 && (earlier !== undefined || startedInRange)) {
      const value =
        earlier === undefined || isReset(current.value, earlier.value)
          ? current.value
          : subtract(current.value, earlier.value)
      increases.push({ ...current, value })
    }
    previous = current
  }
  return increases
}
