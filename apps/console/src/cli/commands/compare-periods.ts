import type { ConsoleClient } from '../../client/console-client.ts'
import type { PeriodSearch } from '../../contract/compare.ts'
import { renderComparison } from '../render/comparison.ts'
import { noteEstimates } from '../render/hints.ts'
import { renderJson } from '../render/json.ts'
import type { Terminal } from '../terminal.ts'
import { resolveRun } from './list-runs.ts'
import { type SpanOptions, toHeatmapSearch } from './span-options.ts'

/** The options of `traces compare` as commander parsed them. */
export type CompareOptions = SpanOptions &
  Pick<PeriodSearch, 'baselineStart' | 'baselineEnd' | 'baselineRun' | 'baselineShift'>

export async function comparePeriods(
  client: ConsoleClient,
  terminal: Terminal,
  options: CompareOptions,
): Promise<void> {
  const { baselineRun, limit } = options
  const comparison = await client.comparePeriods({
    ...toHeatmapSearch(options),
    ...(limit !== undefined && { limit }),
    ...(baselineRun !== undefined && { baselineRun: await resolveRun(client, baselineRun) }),
  })
  if (options.json) return terminal.print(renderJson(comparison))
  if (comparison.operationCount === 0)
    return terminal.note('No matching spans in either period. Use a longer --since, or a --run.')
  for (const line of renderComparison(comparison, terminal)) terminal.print(line)
  noteEstimates([comparison.all.now, comparison.all.before], terminal)
  if (comparison.operationCount > comparison.operations.length)
    terminal.note(
      `Showing ${comparison.operations.length} of ${comparison.operationCount} operations; use --limit to show more.`,
    )
}
