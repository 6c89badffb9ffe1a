/** mulberry32: the same numbers for the same seed. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const nano = (millis: number) => String(BigInt(Math.round(millis)) * 1_000_000n)

export interface Measurement {
  readonly millis: number
  readonly value: number
}

/** One process of a service: its measurements between start and end, and the times of its exports. */
export interface MetricProcess {
  readonly instance: string
  readonly startMillis: number
  readonly measurements: readonly Measurement[]
  readonly exportsMillis: readonly number[]
}

/** Processes that follow each other, each with measurements at random times. */
export function generateProcesses(
  random: () => number,
  { from, to, intervalMillis }: { from: number; to: number; intervalMillis: number },
): MetricProcess[] {
  const processes: MetricProcess[] = []
  for (let start = from; start < to; ) {
    const end = Math.min(to, start + intervalMillis * (1.5 + random() * 8))
    const count = Math.floor(random() * 60)
    const measurements = Array.from({ length: count }, () => ({
      millis: start + random() * (end - start),
      value: Math.exp(6 * random() - 4),
    })).sort((left, right) => left.millis - right.millis)
    const exportsMillis: number[] = []
    for (let at = start + intervalMillis * random(); at < end; at += intervalMillis)
      exportsMillis.push(Math.round(at))
    exportsMillis.push(Math.round(end))
    const instance = `instance-${processes.length}`
    processes.push({ instance, startMillis: start, measurements, exportsMillis })
    start = end + intervalMillis * random()
  }
  return processes
}

/** The measurements that each export of a process is the first to report. */
export function reportedBy(process: MetricProcess): readonly (readonly Measurement[])[] {
  return process.exportsMillis.map((at, index) => {
    const previous = process.exportsMillis[index - 1] ?? Number.NEGATIVE_INFINITY
    return process.measurements.filter(({ millis }) => millis > previous && millis <= at)
  })
}

/** The exponential histogram of positive values at a scale, by the definition in the specification. */
export function exponentialPoint(values: readonly number[], scale: number) {
  const indexes = values.map((value) => Math.ceil(Math.log2(value) * 2 ** scale) - 1)
  const offset = Math.min(...indexes, Number.MAX_SAFE_INTEGER)
  const counts = new Map<number, number>()
  for (const index of indexes) counts.set(index, (counts.get(index) ?? 0) + 1)
  const length = values.length === 0 ? 0 : Math.max(...indexes) - offset + 1
  return {
    ...{ count: values.length, sum: values.reduce((sum, value) => sum + value, 0), scale },
    positive: {
      offset: values.length === 0 ? 0 : offset,
      bucketCounts: Array.from({ length }, (_none, index) => counts.get(offset + index) ?? 0),
    },
  }
}

export function explicitPoint(values: readonly number[], explicitBounds: readonly number[]) {
  const bucketCounts = Array.from({ length: explicitBounds.length + 1 }, (_none, index) => {
    const [above, upTo] = [
      explicitBounds[index - 1] ?? -Infinity,
      explicitBounds[index] ?? Infinity,
    ]
    return values.filter((value) => value > above && value <= upTo).length
  })
  const sum = values.reduce((total, value) => total + value, 0)
  return { count: values.length, sum, explicitBounds, bucketCounts }
}
