import type { ConsoleClient } from '../../client/console-client.ts'
import { renderCount } from '../render/count.ts'
import { noteEstimates, noteHints } from '../render/hints.ts'
import { renderJson } from '../render/json.ts'
import type { Terminal } from '../terminal.ts'
import { type SpanOptions, toCountSearch } from './span-options.ts'

export async function countSpans(
  client: ConsoleClient,
  terminal: Terminal,
  options: SpanOptions,
): Promise<void> {
  const result = await client.countSpans(toCountSearch(options))
  if (options.json) return terminal.print(renderJson(result))
  noteHints(result, terminal)
  if (result.all.total.count === 0)
    return terminal.note(
      'No matching spans. The default range is the last hour; use --since for a longer one.',
    )
  for (const line of renderCount(result, options.by, terminal)) terminal.print(line)
  noteEstimates([result.all.total], terminal)
  if (result.groupCount > result.groups.length)
    terminal.note(
      `Showing the ${result.groups.length} largest of ${result.groupCount} groups; use --limit to show more.`,
    )
}
