import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CaseResult } from './case.ts'

const resultsPath = join(import.meta.dirname, '../results.md')
const header = '| case | program | role | result | date | checked |\n|---|---|---|---|---|---|\n'

/** At most 80 columns, except for the reason of a failure. */
export function formatTable(results: readonly CaseResult[]): string {
  const rows = results.flatMap(({ name, outcome, checks, seconds, reason, programs }) => [
    `${name.padEnd(20)}${outcome.padEnd(10)}${`${checks.length} checks`.padEnd(12)}${seconds} s`,
    ...programs.map((program) => `    ${program}`),
    ...checks.map((check) => `    ok  ${check}`),
    ...(reason === undefined ? [] : [`    ${outcome}: ${reason.replaceAll('\n', '\n      ')}`]),
  ])
  const count = (outcome: CaseResult['outcome']) =>
    results.filter((result) => result.outcome === outcome).length
  return `${rows.join('\n')}\n\n${count('passed')} passed, ${count('failed')} failed, ${count('not run')} not run\n`
}

/** Replaces the rows of the cases that ran; other rows, such as those of manual runs, are kept. */
export async function writeResults(results: readonly CaseResult[]): Promise<void> {
  const date = new Date().toISOString().slice(0, 10)
  const rows = new Map<string, string>()
  for (const row of (await readFile(resultsPath, 'utf8').catch(() => '')).split('\n')) {
    const [, name] = /^\| (\S+) \|/.exec(row) ?? []
    if (name !== undefined && name !== 'case') rows.set(name, row)
  }
  for (const { name, role, programs, outcome, checks, reason } of results) {
    if (outcome === 'not run' && rows.has(name)) continue
    const notes = outcome === 'not run' ? [reason ?? ''] : checks
    const cells = [name, programs.join('<br>'), role, outcome, date, notes.join('<br>')]
    rows.set(name, `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
  }
  await writeFile(
    resultsPath,
    `# Results\n\nWritten by \`npx pnpm@12 interop --write\`; see [README](README.md).\n\n${header}${[...rows.values()].join('\n')}\n`,
  )
}
