#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { ConfigurationError } from '@cruddur/environment'
import { loadConfig } from '../load-config.ts'
import { formatResults } from './format-results.ts'
import { runChecks } from './run-checks.ts'

const usage = `Usage: telemetry doctor [--json] [--timeout <milliseconds>]

Checks the configuration, the reachability and the credentials of each signal
with the environment of the service, and suggests fixes. Sends no data.

Exit code: 0 no failures, 1 a signal cannot be delivered, 2 invalid configuration.
`

process.exitCode = await run(process.argv.slice(2))

async function run(args: readonly string[]): Promise<number> {
  const command = readCommand(args)
  if (command === 'help') {
    process.stdout.write(usage)
    return 0
  }
  if (typeof command === 'string') {
    process.stderr.write(`${command}\n\n${usage}`)
    return 2
  }
  try {
    return await diagnose(command)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    if (command.json) process.stdout.write(`${JSON.stringify({ problems: error.problems })}\n`)
    else process.stderr.write(`Invalid configuration:\n${error.message}\n`)
    return 2
  }
}

async function diagnose({ json, timeoutMillis }: Command): Promise<number> {
  const config = loadConfig()
  const { name, version, environment } = config.service
  const results = await runChecks(config, { timeoutMillis })
  const service = { name, version, environment }
  process.stdout.write(
    json
      ? `${JSON.stringify({ service, results })}\n`
      : formatResults(`${name} ${version} (${environment})`, results),
  )
  return results.some(({ state }) => state === 'failed') ? 1 : 0
}

interface Command {
  readonly json: boolean
  readonly timeoutMillis: number
}

/** Parses the arguments; a string is an error message. */
function readCommand(args: readonly string[]): Command | 'help' | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        timeout: { type: 'string', default: '5000' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values.help) return 'help'
    if (positionals.join(' ') !== 'doctor') return `unknown command: ${positionals.join(' ')}`
    if (!/^[1-9]\d{0,5}$/.test(values.timeout))
      return `--timeout must be an integer from 1 to 999999 (got "${values.timeout}")`
    return { json: values.json, timeoutMillis: Number(values.timeout) }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
