import type { ConsoleClient } from '../../client/console-client.ts'
import type { RunSearch } from '../../contract/runs.ts'
import { noteEstimates } from '../render/hints.ts'
import { renderJson } from '../render/json.ts'
import { renderRunList } from '../render/run-list.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

const MAX_RUNS = 500

/** The options of `traces runs` as commander parsed them. */
export interface RunOptions extends RunSearch {
  readonly json?: true
}

export async function listRuns(
  client: ConsoleClient,
  terminal: Terminal,
  { json, service, since, run, limit }: RunOptions,
): Promise<void> {
  const result = await client.listRuns({
    ...(service !== undefined && { service }),
    ...(since !== undefined && { since }),
    ...(run !== undefined && { run }),
    ...(limit !== undefined && { limit }),
  })
  if (json) return terminal.print(renderJson(result))
  if (result.runs.length === 0)
    return terminal.note(
      service === undefined && since === undefined && run === undefined
        ? 'No runs. Runs are identified by service.instance.id.'
        : 'No matching runs. Remove a filter or use a longer --since.',
    )
  for (const line of renderRunList(result.runs, terminal)) terminal.print(line)
  noteEstimates(result.runs, terminal)
}

/**
 * The whole id of a run by how it begins.
 * @throws TracesError when none begins so, or more than one
 */
export async function resolveRun(client: ConsoleClient, beginning: string): Promise<string> {
  const { runs } = await client.listRuns({ limit: MAX_RUNS })
  const ids = runs.map(({ instanceId }) => instanceId)
  const found = [...new Set(ids.filter((id) => id.startsWith(beginning)))]
  const [id] = found
  if (id === undefined)
    throw new TracesError(`No run ID starts with ${plain(beginning)}. List them with: traces runs`)
  if (found.length === 1 || found.includes(beginning)) return found.length === 1 ? id : beginning
  throw new TracesError(
    `${found.length} run IDs start with ${plain(beginning)}: ${found.slice(0, 5).map(plain).join(', ')}`,
  )
}
