import type { ConsoleClient } from '../console-client.ts'
import { renderJson } from '../render/json.ts'
import { renderServiceList } from '../render/service-list.ts'
import type { Terminal } from '../terminal.ts'

export async function listServices(
  client: ConsoleClient,
  terminal: Terminal,
  { json }: { readonly json?: true },
): Promise<void> {
  const answer = await client.listServices()
  if (json) return terminal.print(renderJson(answer))
  if (answer.services.length === 0)
    return terminal.note('No services yet. Make some traffic with: npx pnpm@12 traffic')
  for (const line of renderServiceList(answer.services, terminal)) terminal.print(line)
}
