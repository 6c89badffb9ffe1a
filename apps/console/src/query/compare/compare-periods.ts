import type { ComparedOperation, PeriodComparison, PeriodSearch } from '../../contract/compare.ts'
import type { Figures } from '../../contract/figures.ts'
import type { ErrorItemReader } from '../../model/error-item-reader.ts'
import type { RunReader } from '../../model/run-reader.ts'
import {
  noFigures,
  type OperationFigures,
  type SpanAnalysisReader,
} from '../../model/span-analysis-reader.ts'
import { spanSet } from '../analysis/span-set.ts'
import { changeScore } from './change-score.ts'
import { type Period, readPeriods } from './periods.ts'

export interface PeriodReaders {
  readonly analysis: SpanAnalysisReader
  readonly runs: RunReader
  readonly errorItems: ErrorItemReader
}

const defaultLimit = 100
const maxOperations = 2_000
const maxItems = 200
const maxItemsBefore = 2_000

/**
 * The differences from another period or run: the operations that changed most
 * first, and new errors. Errors are filtered by service and run only; the other
 * tests are of spans.
 * @throws QueryError
 */
export async function comparePeriods(
  { analysis, runs, errorItems }: PeriodReaders,
  search: PeriodSearch,
  nowMillis = Date.now(),
): Promise<PeriodComparison> {
  const { period, baseline } = await readPeriods(runs, search, nowMillis)
  const [now, before, newErrors] = await Promise.all([
    readSide(analysis, search, period, nowMillis),
    readSide(analysis, search, baseline, nowMillis),
    findNewErrors(errorItems, search.service, period, baseline),
  ])
  const operations = compare(now, before, period, baseline)
  return {
    period: toComparedPeriod(period),
    baseline: toComparedPeriod(baseline),
    all: { now: now.all, before: before.all },
    operations: operations.slice(0, search.limit ?? defaultLimit),
    operationCount: operations.length,
    newErrors,
  }
}

interface Side {
  readonly all: Figures
  readonly operations: readonly OperationFigures[]
}

async function readSide(
  analysis: SpanAnalysisReader,
  search: PeriodSearch,
  { range, run }: Period,
  nowMillis: number,
): Promise<Side> {
  const { run: _run, since: _since, start: _start, end: _end, ...tests } = search
  const { condition } = spanSet({ ...tests, ...(run !== undefined && { run }) }, nowMillis)
  const spans = { range, condition }
  const rows = await analysis.countOperations(spans, maxOperations + 1)
  const all = rows.find(({ isAll }) => isAll)
  return {
    all: all ? toFigures(all) : noFigures,
    operations: rows.filter(({ isAll }) => !isAll),
  }
}

function compare(now: Side, before: Side, period: Period, baseline: Period): ComparedOperation[] {
  const beforeByKey = new Map(before.operations.map((figures) => [keyOf(figures), figures]))
  const keys = new Set(now.operations.map(keyOf))
  const pairs: (readonly [OperationFigures | undefined, OperationFigures | undefined])[] = [
    ...now.operations.map((figures) => [figures, beforeByKey.get(keyOf(figures))] as const),
    ...before.operations
      .filter((figures) => !keys.has(keyOf(figures)))
      .map((figures) => [undefined, figures] as const),
  ]
  return pairs
    .flatMap(([one, other]) => {
      const named = one ?? other
      if (named === undefined) return []
      const { service, operation, kind } = named
      const sides = {
        now: one ? toFigures(one) : noFigures,
        before: other ? toFigures(other) : noFigures,
      }
      const score = changeScore(
        { figures: sides.now, lengthNano: lengthOf(period) },
        { figures: sides.before, lengthNano: lengthOf(baseline) },
      )
      const change = one === undefined ? 'removed' : other === undefined ? 'new' : 'both'
      return [{ service, operation, kind, change, score, ...sides } as const]
    })
    .sort((a, b) => b.score - a.score)
}

async function findNewErrors(
  reader: ErrorItemReader,
  service: string | undefined,
  period: Period,
  baseline: Period,
): Promise<PeriodComparison['newErrors']> {
  const find = ({ range, run }: Period, limit: number) =>
    reader.findErrorItems({
      range,
      ...(service !== undefined && { service }),
      ...(run !== undefined && { run }),
      limit,
    })
  const [items, itemsBefore] = await Promise.all([
    find(period, maxItems),
    find(baseline, maxItemsBefore),
  ])
  const known = new Set(itemsBefore.map(({ fingerprint }) => fingerprint))
  return items.filter(({ fingerprint }) => !known.has(fingerprint))
}

function keyOf({ service, operation, kind }: OperationFigures): string {
  return JSON.stringify([service, operation, kind])
}

function toFigures(figures: Figures): Figures {
  const { count, errorCount, estimated, p50Nano, p95Nano, p99Nano } = figures
  return { count, errorCount, estimated, p50Nano, p95Nano, p99Nano }
}

function lengthOf({ range: { fromNano, toNano } }: Period): bigint {
  return toNano - fromNano
}

function toComparedPeriod({
  range: { fromNano, toNano },
  run,
}: Period): PeriodComparison['period'] {
  return {
    startUnixNano: String(fromNano),
    endUnixNano: String(toNano),
    ...(run !== undefined && { run }),
  }
}
