import type { PeriodSearch } from '../../api/contract-compare.ts'
import type { ConsoleClient } from '../console-client.ts'
import { renderComparison } from '../render/comparison.ts'
import { renderJson } from '../render/json.ts'
import type { Terminal } from '../terminal.ts'
import { resolveRun } from './list-runs.ts'
import { type SpanOptions, toHeatmapSearch } from './span-options.ts'

/** The options of `traces compare` as commander parsed them. */
export type CompareOptions = SpanOptions &
  Pick<PeriodSearch, 'baseStart' | 'baseEnd' | 'baseRun' | 'baseShift'>

export async function comparePeriods(
  client: ConsoleClient,
  terminal: Terminal,
  options: CompareOptions,
): Promise<void> {
  const { baseRun, limit } = options
  const answer = await client.comparePeriods({
    ...toHeatmapSearch(options),
    ...(limit !== undefined && { limit }),
    ...(baseRun !== undefined && { baseRun: await resolveRun(client, baseRun) }),
  })
  if (options.json) return terminal.print(renderJson(answer))
  if (answer.operationCount === 0)
    return terminal.note('No span matches in either period. Name a longer --since, or a --run.')
  for (const line of renderComparison(answer, terminal)) terminal.print(line)
  if (answer.operationCount > answer.operations.length)
    terminal.note(
      `The ${answer.operations.length} that changed most of ${answer.operationCount}; --limit shows more.`,
    )
}
