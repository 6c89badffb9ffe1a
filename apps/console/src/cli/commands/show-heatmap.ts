import type { ConsoleClient } from '../../client/console-client.ts'
import { heatmapColumns, renderHeatmap } from '../render/heatmap.ts'
import { noteEstimates, noteHints } from '../render/hints.ts'
import { renderJson } from '../render/json.ts'
import type { Terminal } from '../terminal.ts'
import { type SpanOptions, toHeatmapSearch } from './span-options.ts'

const ROWS = 20

export async function showHeatmap(
  client: ConsoleClient,
  terminal: Terminal,
  options: SpanOptions,
): Promise<void> {
  const steps = heatmapColumns(terminal.columns)
  const heatmap = await client.heatmap({ ...toHeatmapSearch(options), steps, rows: ROWS })
  if (options.json) return terminal.print(renderJson(heatmap))
  noteHints(heatmap, terminal)
  if (heatmap.count === 0)
    return terminal.note(
      'No matching spans. The default range is the last hour; use --since for a longer one.',
    )
  for (const line of renderHeatmap(heatmap, terminal)) terminal.print(line)
  noteEstimates([heatmap], terminal)
}
