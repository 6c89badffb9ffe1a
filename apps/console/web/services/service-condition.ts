import { formatDuration } from '../../src/format/duration.ts'
import { formatShare } from '../../src/format/figures.ts'

/** A lasting change for the worse within the time range. */
export interface Condition {
  readonly kind: 'errors' | 'slow'
  /** The first step of the change; `undefined` when the whole time range is affected. */
  readonly sinceStep: number | undefined
  /** `P95 12 ms → 80 ms` */
  readonly change: string
}

/** The values of a service per time step; `null` in steps without requests. */
export interface ServiceSteps {
  readonly counts: readonly number[]
  readonly errorRates: readonly (number | null)[]
  readonly p95s: readonly (number | null)[]
}

/** Steps with requests that a change needs before and after it. */
const MIN_STEPS = 2
const MIN_ERRORS = 3
const MIN_ERROR_SHARE = 0.05
const MIN_SLOWDOWN = 2
const MIN_SLOWDOWN_NANOS = 10e6

/** The error rate or the latency that became worse and has not recovered; errors first. */
export function findCondition(steps: ServiceSteps): Condition | undefined {
  return findErrors(steps) ?? findSlowdown(steps)
}

function findErrors({ counts, errorRates }: ServiceSteps): Condition | undefined {
  const points = pointsOf(errorRates, counts)
  const split = splitAt(points, mean)
  if (split !== undefined) {
    const [before, after] = [mean(points.slice(0, split)), mean(points.slice(split))]
    const recent = mean(points.slice(-MIN_STEPS))
    const isWorse = Math.min(after, recent) - before >= MIN_ERROR_SHARE
    if (isWorse && countErrors(points.slice(split)) >= MIN_ERRORS)
      return {
        ...{ kind: 'errors', sinceStep: points[split]?.step },
        change: `${formatShare(before)} → ${formatShare(after)}`,
      }
  }
  const all = mean(points)
  if (all < MIN_ERROR_SHARE || countErrors(points) < MIN_ERRORS) return undefined
  // Errors that ended are history.
  if (mean(points.slice(-MIN_STEPS)) < MIN_ERROR_SHARE) return undefined
  return { kind: 'errors', sinceStep: undefined, change: formatShare(all) }
}

function findSlowdown({ counts, p95s }: ServiceSteps): Condition | undefined {
  const points = pointsOf(p95s, counts)
  const split = splitAt(points, median)
  if (split === undefined) return undefined
  const [earlier, later] = [points.slice(0, split), points.slice(split)]
  const [before, after] = [median(earlier), median(later)]
  const lowest = Math.min(after, ...points.slice(-MIN_STEPS).map(({ value }) => value))
  if (lowest < MIN_SLOWDOWN * before || lowest - before < MIN_SLOWDOWN_NANOS) return undefined
  // A P95 of few requests varies: the parts must not overlap.
  if (quantile(later, 0.25) <= quantile(earlier, 0.9)) return undefined
  const text = (nanos: number) => formatDuration(BigInt(Math.round(nanos)))
  return {
    ...{ kind: 'slow', sinceStep: points[split]?.step },
    change: `P95 ${text(before)} → ${text(after)}`,
  }
}

interface Point {
  readonly step: number
  readonly value: number
  readonly weight: number
}

function pointsOf(values: readonly (number | null)[], counts: readonly number[]): Point[] {
  return values.flatMap((value, step) =>
    value === null ? [] : [{ step, value, weight: counts[step] ?? 1 }],
  )
}

/** The split into two parts that each deviate least from their own center. */
function splitAt(
  points: readonly Point[],
  center: (part: readonly Point[]) => number,
): number | undefined {
  const spread = (part: readonly Point[]) => {
    const middle = center(part)
    return part.reduce((sum, { value, weight }) => sum + weight * Math.abs(value - middle), 0)
  }
  let best: { at: number; spread: number } | undefined
  for (let at = MIN_STEPS; at <= points.length - MIN_STEPS; at += 1) {
    const total = spread(points.slice(0, at)) + spread(points.slice(at))
    if (best === undefined || total < best.spread) best = { at, spread: total }
  }
  return best?.at
}

function mean(points: readonly Point[]): number {
  const weight = points.reduce((sum, point) => sum + point.weight, 0)
  return points.reduce((sum, point) => sum + point.value * point.weight, 0) / Math.max(1, weight)
}

function median(points: readonly Point[]): number {
  return quantile(points, 0.5)
}

function quantile(points: readonly Point[], share: number): number {
  const sorted = points.map(({ value }) => value).sort((a, b) => a - b)
  const position = share * (sorted.length - 1)
  const [low = 0, high = 0] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]]
  return low + (high - low) * (position % 1)
}

function countErrors(points: readonly Point[]): number {
  return points.reduce((sum, { value, weight }) => sum + value * weight, 0)
}
