import type { ConsoleClient } from '../console-client.ts'
import { renderJson } from '../render/json.ts'
import { renderServiceMap } from '../render/service-map.ts'
import type { Terminal } from '../terminal.ts'
import type { TraceFilters } from './trace-filters.ts'

export async function showMap(
  client: ConsoleClient,
  terminal: Terminal,
  { since, json }: TraceFilters,
): Promise<void> {
  const answer = await client.serviceMap(since === undefined ? {} : { since })
  if (json) return terminal.print(renderJson(answer))
  if (answer.services.length === 0)
    return terminal.note(
      'No data. The default range is the last hour; use --since for a longer one.',
    )
  for (const line of renderServiceMap(answer, terminal)) terminal.print(line)
}
