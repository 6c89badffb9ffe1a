import type { ConsoleClient } from '../../client/console-client.ts'
import { noteEstimates, noteSources } from '../render/hints.ts'
import { renderJson } from '../render/json.ts'
import { renderLedger } from '../render/ledger.ts'
import { renderServiceList } from '../render/service-list.ts'
import { plain, type Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

interface Options {
  readonly json?: true
}

export async function listServices(
  client: ConsoleClient,
  terminal: Terminal,
  { json }: Options,
): Promise<void> {
  const [{ services }, { services: overviews }, { ledgers }] = await Promise.all([
    client.listServices(),
    client.serviceMap({ calls: false }),
    client.listLedgers(),
  ])
  if (json) return terminal.print(renderJson({ services, overviews, ledgers }))
  if (services.length === 0) terminal.note('No services yet. Create traffic with: npx traffic')
  if (services.length + ledgers.length === 0) return
  for (const line of renderServiceList({ services, overviews, ledgers }, terminal))
    terminal.print(line)
  noteEstimates(
    overviews.map(({ requests }) => requests),
    terminal,
  )
  noteSources(overviews, terminal)
}

/** One service's own ledger, signal by signal. */
export async function showService(
  client: ConsoleClient,
  terminal: Terminal,
  name: string,
  { json }: Options,
): Promise<void> {
  const { ledgers } = await client.listLedgers()
  const ledger = ledgers.find(({ service }) => service === name)
  if (ledger === undefined) {
    const known = ledgers.map(({ service }) => plain(service)).join(', ')
    throw new TracesError(`Unknown service ${plain(name)}. Known: ${known || 'none yet'}`)
  }
  if (json) return terminal.print(renderJson(ledger))
  for (const line of renderLedger(ledger, terminal)) terminal.print(line)
}
