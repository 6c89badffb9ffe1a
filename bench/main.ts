import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRunFolder } from '../scripts/create-run-folder.ts'

const usage = `Usage: npx pnpm@12 bench <benchmark> [options]

Benchmarks:
  overhead   throughput, latency, start and memory of each stack
  startup    time until the app listens
  memory     heap before and after a million requests, and bytes allocated per request
  findings   precision and recall of the detectors of findings
  agent-tokens
             tokens that an agent reads for one trace
  sampling   counts under sampling next to an always-on twin, keep buffer, metric counts
  console    ingestion, storage and queries of the console
  pages      time until each page of the console shows its content

Options:
  --rounds N    fresh starts of each stack (default 3)
  --seconds N   length of one turn (default 2)
  --only A,B    only these stacks; console: --only metrics receives data points alone
  --compare DIR overhead: also the built telemetry package of another checkout; writes no results
  --ci          overhead: short run that writes no results and fails on a clear regression
  --requests N  memory (default 1000000) and sampling (default 100000): number of requests
  --spans N     number of spans: console (default 10000000), pages (default 1000000)
  --trickle     console: cost of a slow, steady load, for --seconds N
  --help        show this help
`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    requests: { type: 'string' },
    spans: { type: 'string' },
    only: { type: 'string' },
    compare: { type: 'string' },
    ci: { type: 'boolean', default: false },
    trickle: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const only = values.only?.split(',')
const { compare } = values

const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  overhead: async () => {
    if (values.ci) return (await import('./overhead/regression.ts')).checkRegression()
    const { overhead } = await import('./overhead/overhead.ts')
    await overhead({
      rounds,
      seconds: Number(values.seconds),
      ...(only && { only }),
      ...(compare && { compare }),
    })
  },
  startup: async () => (await import('./overhead/startup.ts')).startup(rounds, only),
  findings: async () => (await import('./findings/findings.ts')).benchFindings(),
  'agent-tokens': async () => (await import('./agent-tokens/agent-tokens.ts')).benchAgentTokens(),
  memory: async () =>
    (await import('./overhead/memory.ts')).memory(Number(values.requests ?? '1000000')),
  sampling: async () =>
    (await import('./sampling/sampling.ts')).sampling(Number(values.requests ?? '100000')),
  console: async () => {
    if (values.trickle)
      return (await import('./console/trickle.ts')).benchTrickle(Number(values.seconds))
    if (only?.includes('metrics'))
      return (await import('./console/receive-metrics.ts')).benchReceivedMetrics()
    await (await import('./console/console.ts')).benchConsole(Number(values.spans ?? '10000000'))
  },
  pages: async () =>
    (await import('./console/pages/pages.ts')).benchPages(Number(values.spans ?? '1000000')),
}

/** The peers have their own lockfile, and the stacks run the built packages. */
function prepare(): void {
  const run = (command: string, args: readonly string[]) => {
    const { status } = spawnSync(command, args, {
      cwd: join(import.meta.dirname, '..'),
      stdio: 'inherit',
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
    })
    if (status !== 0) process.exit(status ?? 1)
  }
  run('pnpm', ['--dir', 'bench', 'install', '--frozen-lockfile', '--silent'])
  run('turbo', ['run', 'build', '--filter', '@cruddur/telemetry', '--filter', '@cruddur/console'])
}

const benchmark = benchmarks[positionals[0] ?? '']
if (values.help) process.stdout.write(usage)
else if (benchmark) {
  createRunFolder()
  // These run from the sources of the console.
  if (!['findings', 'agent-tokens'].includes(positionals[0] ?? '')) prepare()
  await benchmark()
} else {
  const names = Object.keys(benchmarks).join(', ')
  process.stderr.write(
    `bench: unknown benchmark "${positionals[0] ?? ''}"; use one of: ${names}\n\n${usage}`,
  )
  process.exitCode = 2
}
