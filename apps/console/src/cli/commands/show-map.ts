import type { ConsoleClient } from '../../client/console-client.ts'
import { noteEstimates, noteSources } from '../render/hints.ts'
import { renderJson } from '../render/json.ts'
import { renderServiceMap } from '../render/service-map.ts'
import type { Terminal } from '../terminal.ts'
import type { TraceFilters } from './trace-filters.ts'

export async function showMap(
  client: ConsoleClient,
  terminal: Terminal,
  { since, json }: TraceFilters,
): Promise<void> {
  const map = await client.serviceMap(since === undefined ? {} : { since })
  if (json) return terminal.print(renderJson(map))
  if (map.services.length === 0)
    return terminal.note(
      'No data. The default range is the last hour; use --since for a longer one.',
    )
  for (const line of renderServiceMap(map, terminal)) terminal.print(line)
  noteEstimates([...map.services.map(({ requests }) => requests), ...map.calls], terminal)
  noteSources(map.services, terminal)
}
