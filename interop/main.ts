import { parseArgs } from 'node:util'
import { createRunFolder } from '../scripts/create-run-folder.ts'
import { cases } from './cases/index.ts'
import { formatTable, writeResults } from './support/report.ts'
import { runCase } from './support/run-case.ts'

const names = cases.map(({ name }) => name).join(', ')
const usage = `Usage: npx pnpm@12 interop [name...] [options]

Runs third-party programs against the console and the services. Without names, all cases:
  ${names}

Options:
  --json    print the results as JSON
  --write   write interop/results.md
  --help    show this help

Exits with 1 when a case fails. A case whose tools are missing is not run.
`

function readArguments() {
  try {
    const options = { json: bool, write: bool, help: bool }
    return parseArgs({ allowPositionals: true, options })
  } catch (error) {
    return exitWithUsage(error instanceof Error ? error.message : String(error))
  }
}

function exitWithUsage(message: string): never {
  process.stderr.write(`interop: ${message}\n\n${usage}`)
  process.exit(2)
}

const bool = { type: 'boolean', default: false } as const
const { positionals, values } = readArguments()
const unknown = positionals.find((name) => !cases.some((known) => known.name === name))

if (values.help) process.stdout.write(usage)
else if (unknown !== undefined) exitWithUsage(`unknown case "${unknown}"; use one of: ${names}`)
else {
  createRunFolder()
  const selected = cases.filter(
    ({ name }) => positionals.length === 0 || positionals.includes(name),
  )
  const results = []
  for (const one of selected) {
    process.stderr.write(`interop: ${one.name}\n`)
    results.push(await runCase(one))
  }
  process.stdout.write(
    values.json ? `${JSON.stringify(results, undefined, 2)}\n` : formatTable(results),
  )
  if (values.write) await writeResults(results)
  if (results.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1
}
