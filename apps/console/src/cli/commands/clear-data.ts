import { createInterface } from 'node:readline/promises'
import type { ConsoleClient } from '../../client/console-client.ts'
import type { Terminal } from '../terminal.ts'
import { TracesError } from '../traces-error.ts'

/** Deletes all stored telemetry after a confirmation. */
export async function clearData(
  client: ConsoleClient,
  terminal: Terminal,
  { consoleUrl, yes }: { readonly consoleUrl: string; readonly yes?: true },
): Promise<void> {
  if (!yes && !(await confirmed(consoleUrl))) return terminal.note('Nothing was deleted.')
  await client.clearData()
  terminal.note('All stored telemetry was deleted.')
}

async function confirmed(consoleUrl: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new TracesError(
      'Standard input is not a terminal: use --yes to delete all stored telemetry',
    )
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const prompt = `Delete all telemetry stored by ${consoleUrl}? (yes/no) `
    return /^y(es)?$/i.test((await lines.question(prompt)).trim())
  } finally {
    lines.close()
  }
}
