import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Argument, Command } from 'commander'
import { appNames } from './build-app-image.ts'
import { formatReport } from './format-report.ts'
import type { StepResult } from './step.ts'
import { type AppReport, verifyApp } from './verify-app.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')
const columns = 80

const command = new Command('verify-deploy')
  .description('Builds an app by the Dockerfile without a Docker engine, runs the result, stops it')
  .addArgument(new Argument('[app]', 'one app; default: all').choices(appNames))
  .option('--json', 'the reports as JSON on stdout, nothing else')
  .option('--twice', 'build it twice and compare: the same source makes the same tree')
  .option('--keep', 'keep the folder and print its path')
  .parse()
const { json, keep, twice } = command.opts<{ json?: boolean; keep?: boolean; twice?: boolean }>()
const [app] = command.args as [string?]

const print = (text: string) => json || process.stdout.write(`${text}\n`)
const onStep = ({ stage, command: step, millis }: StepResult) =>
  print(`  ${(millis / 1_000).toFixed(1).padStart(5)} s  ${stage}: ${step}`.slice(0, columns))

const reports: AppReport[] = []
let failed = false
for (const name of app ? [app] : appNames) {
  const work = await realpath(await mkdtemp(join(tmpdir(), `verify-${name}-`)))
  try {
    print(`${name}: by the steps of the Dockerfile in ${keep ? work : 'an empty folder'}`)
    const report = await verifyApp(name, { repository, work, twice: twice ?? false, onStep })
    reports.push(report)
    print(formatReport(report))
  } catch (error) {
    failed = true
    process.stderr.write(`${name}: does NOT deploy\n${String(error)}\n\n`)
  } finally {
    if (!keep) await rm(work, { recursive: true, force: true })
  }
}
if (json) process.stdout.write(`${JSON.stringify(reports)}\n`)
process.exitCode = failed || reports.some(({ problems }) => problems.length > 0) ? 1 : 0
