#!/usr/bin/env -S node --conditions=cruddur-source
// `telemetry doctor [service...]` checks the services of this repository with the environment that
// `dev` gives them.
import { parseArgs } from 'node:util'
import { checkService, formatReport, serviceNames } from '../dev/check-service.ts'

const usage = `Usage: telemetry doctor [--json] [--timeout <milliseconds>] [service...]

Checks the services of this repository (${serviceNames.join(', ')}) with the
environment that \`dev\` gives them: whether each runs, and whether each signal can be
delivered. Sends no data.

Exit code: 0 all signals can be delivered, 1 a service does not run or a signal cannot be
delivered or is off without being disabled, 2 invalid arguments or configuration.
`

process.exitCode = await run()

async function run(): Promise<number> {
  const command = readCommand()
  if (typeof command === 'string') {
    const isHelp = command === usage
    process[isHelp ? 'stdout' : 'stderr'].write(isHelp ? usage : `${command}\n\n${usage}`)
    return isHelp ? 0 : 2
  }
  const reports = await Promise.all(
    command.names.map((name) => checkService(name, command.timeout)),
  )
  process.stdout.write(
    command.json
      ? `${JSON.stringify({ services: reports })}\n`
      : `${reports.map(formatReport).join('\n')}`,
  )
  return Math.max(...reports.map(({ exitCode }) => exitCode))
}

function readCommand(): { names: string[]; json: boolean; timeout: string } | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        timeout: { type: 'string', default: '5000' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return usage
    const [command, ...names] = positionals
    if (command !== 'doctor') return `unknown command: ${command ?? 'none'}`
    const unknown = names.find((name) => !serviceNames.includes(name))
    if (unknown) return `unknown service: ${unknown} (allowed: ${serviceNames.join(', ')})`
    if (!/^[1-9]\d{0,5}$/.test(values.timeout))
      return `--timeout must be an integer from 1 to 999999 (got "${values.timeout}")`
    const { json, timeout } = values
    return { names: names.length > 0 ? names : [...serviceNames], json, timeout }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
