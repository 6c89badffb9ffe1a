import type { ConsoleClient } from '../../client/console-client.ts'
import { fit, fitRight } from '../render/cell.ts'
import { renderJson } from '../render/json.ts'
import { plain, type Terminal } from '../terminal.ts'

const COUNTS = ['received', 'stored', 'rejected', 'dropped'] as const

/** One line per receiver: its port and its counters since the console started. */
export async function listReceivers(
  client: ConsoleClient,
  terminal: Terminal,
  { json }: { readonly json?: true },
): Promise<void> {
  const result = await client.listReceivers()
  if (json) return terminal.print(renderJson(result))
  const row = (name: string, port: string, counts: readonly string[]) =>
    [fit(name, 15), fitRight(port, 5), ...counts.map((count) => fitRight(count, 12))].join('  ')
  const heading = row(
    'RECEIVER',
    'PORT',
    COUNTS.map((count) => count.toUpperCase()),
  )
  terminal.print(terminal.paint('dim', heading))
  for (const receiver of result.receivers) {
    const counts = COUNTS.map((count) => receiver[count].toLocaleString('en'))
    const line = row(receiver.name, String(receiver.port), counts)
    const hasLost = receiver.rejected + receiver.dropped > 0
    terminal.print(hasLost ? terminal.paint('red', line) : line)
    for (const [reason, count] of Object.entries(receiver.reasons))
      terminal.print(`${' '.repeat(17)}${count.toLocaleString('en')} rejected: ${plain(reason)}`)
  }
}
