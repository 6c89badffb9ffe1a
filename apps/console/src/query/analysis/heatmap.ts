import type { HeatmapCell, HeatmapResult, HeatmapSearch } from '../../contract/analysis.ts'
import type { HeatmapLevel, SpanAnalysisReader } from '../../model/span-analysis-reader.ts'
import { attributeHints, attributeKeys } from '../attribute-hints.ts'
import { spanSet } from './span-set.ts'
import { timeSteps } from './time-steps.ts'

const defaultSteps = 80
const defaultRows = 32
const levelsOfOctave = 8
/** Shorter spans share the lowest row: rows down to the nanosecond would be empty for most of the height. */
const microsecondLevel = Math.floor(Math.log2(1_000) * levelsOfOctave)

/**
 * Number of spans by duration, over time; rows are equal on a logarithmic scale.
 * @throws QueryError
 */
export async function heatmap(
  reader: SpanAnalysisReader,
  search: HeatmapSearch,
  nowMillis = Date.now(),
): Promise<HeatmapResult> {
  const spans = spanSet(search, nowMillis)
  const steps = timeSteps(spans.range, search.steps ?? defaultSteps)
  const fine = await reader.heatmap(spans, steps)
  const hints =
    fine.length > 0 ? [] : await attributeHints(reader, spans.range, attributeKeys(spans.condition))
  const levels = fine.map(({ level }) => level)
  const measured = levels.filter((level) => level >= microsecondLevel)
  const hasShort = measured.length > 0 && measured.length < levels.length
  const own = hasShort ? measured : levels
  const lowest = own.reduce((least, level) => Math.min(least, level), own[0] ?? 0)
  const highest = own.reduce((most, level) => Math.max(most, level), lowest)
  const levelsOfRow = coarseness(lowest, highest, (search.rows ?? defaultRows) - Number(hasShort))
  const first = Math.floor(lowest / levelsOfRow) - Number(hasShort)
  const rowCount = fine.length === 0 ? 0 : Math.floor(highest / levelsOfRow) - first + 1
  return {
    startUnixNano: String(steps.startNano),
    stepNano: String(steps.stepNano),
    stepCount: steps.stepCount,
    boundaryNanos: Array.from({ length: rowCount === 0 ? 0 : rowCount + 1 }, (_, row) =>
      hasShort && row === 0 ? '0' : boundary((first + row) * levelsOfRow),
    ),
    cells: joinCells(fine, (level) => Math.max(0, Math.floor(level / levelsOfRow) - first)),
    count: fine.reduce((sum, { count }) => sum + count, 0),
    estimated: fine.some(({ estimated }) => estimated),
    ...(hints.length > 0 && { hints }),
  }
}

/** Levels to join into a row: a part of an octave, or several, so that rows are not too many. */
function coarseness(lowest: number, highest: number, maxRows: number): number {
  let levels = 1
  while (Math.floor(highest / levels) - Math.floor(lowest / levels) + 1 > maxRows) levels *= 2
  return levels
}

/** The shortest whole duration of a level; none is shorter than nothing. */
function boundary(level: number): string {
  return level <= 0 ? '0' : String(Math.ceil(2 ** (level / levelsOfOctave)))
}

function joinCells(fine: readonly HeatmapLevel[], rowOf: (level: number) => number): HeatmapCell[] {
  const joined = new Map<string, HeatmapCell>()
  for (const { step, level, count, errorCount } of fine) {
    const row = rowOf(level)
    const key = `${step}:${row}`
    const known = joined.get(key)
    joined.set(key, {
      step,
      row,
      count: count + (known?.count ?? 0),
      errorCount: errorCount + (known?.errorCount ?? 0),
    })
  }
  return [...joined.values()]
}
