import type { ConsoleClient } from '../console-client.ts'
import { renderCount } from '../render/count.ts'
import { noteHints } from '../render/hints.ts'
import { renderJson } from '../render/json.ts'
import type { Terminal } from '../terminal.ts'
import { type SpanOptions, toCountSearch } from './span-options.ts'

export async function countSpans(
  client: ConsoleClient,
  terminal: Terminal,
  options: SpanOptions,
): Promise<void> {
  const answer = await client.countSpans(toCountSearch(options))
  if (options.json) return terminal.print(renderJson(answer))
  noteHints(answer, terminal)
  if (answer.all.total.count === 0)
    return terminal.note(
      'No matching spans. The default range is the last hour; use --since for a longer one.',
    )
  for (const line of renderCount(answer, options.by, terminal)) terminal.print(line)
  if (answer.groupCount > answer.groups.length)
    terminal.note(
      `Showing the ${answer.groups.length} largest of ${answer.groupCount} groups; use --limit to show more.`,
    )
}
