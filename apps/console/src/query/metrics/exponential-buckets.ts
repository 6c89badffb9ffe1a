import type { ExponentialBuckets } from '../../model/metric-reader.ts'
import type { BucketMath, ValueBucket } from './bucket-math.ts'

interface Side {
  readonly offset: number
  readonly counts: readonly number[]
}

/** Four times what an SDK keeps. */
const maxBuckets = 640

/**
 * Exponential histograms. Histograms of different scales are combined at the lower one, and at a lower
 * scale still when their values are far apart.
 * @see https://opentelemetry.io/docs/specs/otel/metrics/data-model/#exponentialhistogram
 */
export const exponentialBuckets: BucketMath<ExponentialBuckets> = {
  layout: () => '',
  add: (left, right) => combine(left, right, 1),
  subtract: (later, earlier) => combine(later, earlier, -1),
  isReset: (later, earlier) => later.count < earlier.count,
  toValueBuckets: ({ scale, zeroCount, ...buckets }): ValueBucket[] => {
    const bound = (index: number) =>
      Math.min(Number.MAX_VALUE, 2 ** (index * 2 ** Math.min(1023, -scale)))
    const { positiveOffset, negativeOffset } = buckets
    const negative = buckets.negativeCounts.map((count, index) => ({
      lower: -bound(negativeOffset + index + 1),
      upper: -bound(negativeOffset + index),
      count,
    }))
    const positive = buckets.positiveCounts.map((count, index) => ({
      lower: bound(positiveOffset + index),
      upper: bound(positiveOffset + index + 1),
      count,
    }))
    return [...negative.reverse(), { lower: 0, upper: 0, count: zeroCount }, ...positive]
  },
}

function combine(
  left: ExponentialBuckets,
  right: ExponentialBuckets,
  sign: 1 | -1,
): ExponentialBuckets {
  if (right.count === 0) return left
  const sides = (['positive', 'negative'] as const).map((side) => ({
    left: sideOf(left, side),
    right: sideOf(right, side),
  }))
  const common = Math.min(left.scale, right.scale)
  const scale = common - Math.max(0, ...sides.map((side) => excess(side, left, right, common)))
  const [positive, negative] = sides.map((side) =>
    combineSides(
      downscale(side.left, left.scale - scale),
      downscale(side.right, right.scale - scale),
      sign,
    ),
  )
  return {
    count: left.count + sign * right.count,
    sum: left.sum + sign * right.sum,
    scale,
    zeroCount: Math.max(0, left.zeroCount + sign * right.zeroCount),
    positiveOffset: positive?.offset ?? 0,
    positiveCounts: positive?.counts ?? [],
    negativeOffset: negative?.offset ?? 0,
    negativeCounts: negative?.counts ?? [],
  }
}

function sideOf(buckets: ExponentialBuckets, side: 'positive' | 'negative'): Side {
  return { offset: buckets[`${side}Offset`], counts: buckets[`${side}Counts`] }
}

type Scaled = Pick<ExponentialBuckets, 'scale'>

/** How far the scale must fall so that the combined side has at most `maxBuckets`. */
function excess(
  sides: { readonly left: Side; readonly right: Side },
  left: Scaled,
  right: Scaled,
  scale: number,
): number {
  const ranges = [
    rangeAt(sides.left, left.scale - scale),
    rangeAt(sides.right, right.scale - scale),
  ].filter((range) => range !== undefined)
  const first = Math.min(...ranges.map((range) => range.first))
  const last = Math.max(...ranges.map((range) => range.last))
  let steps = 0
  while (Math.floor(last / 2 ** steps) - Math.floor(first / 2 ** steps) >= maxBuckets) steps += 1
  return steps
}

function rangeAt({ offset, counts }: Side, steps: number) {
  if (counts.length === 0) return undefined
  const width = 2 ** steps
  const last = offset + counts.length - 1
  return { first: Math.floor(offset / width), last: Math.floor(last / width) }
}

/** Merges each 2^steps buckets. */
function downscale({ offset, counts }: Side, steps: number): Side {
  if (steps <= 0 || counts.length === 0) return { offset, counts }
  const width = 2 ** steps
  const first = Math.floor(offset / width)
  const merged: number[] = []
  for (const [index, count] of counts.entries()) {
    const at = Math.floor((offset + index) / width) - first
    merged[at] = (merged[at] ?? 0) + count
  }
  return { offset: first, counts: merged }
}

function combineSides(left: Side, right: Side, sign: 1 | -1): Side {
  if (right.counts.length === 0) return left
  const isEmpty = left.counts.length === 0
  const offset = isEmpty ? right.offset : Math.min(left.offset, right.offset)
  const leftEnd = isEmpty ? offset : left.offset + left.counts.length
  const end = Math.max(leftEnd, right.offset + right.counts.length)
  return {
    offset,
    counts: Array.from({ length: end - offset }, (_, index) =>
      Math.max(
        0,
        (left.counts[offset + index - left.offset] ?? 0) +
          sign * (right.counts[offset + index - right.offset] ?? 0),
      ),
    ),
  }
}
