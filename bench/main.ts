import { parseArgs } from 'node:util'
import { benchConsole } from './console/console.ts'
import { memory } from './overhead/memory.ts'
import { overhead } from './overhead/overhead.ts'
import { checkRegression } from './overhead/regression.ts'
import { startup } from './overhead/startup.ts'

const usage = `Usage: npx pnpm@12 bench <what> [options]

  overhead   throughput, latency, start and memory of each stack against none
  startup    time until the app listens
  memory     heap before and after a million requests
  console    what the console takes in, keeps and answers

  --rounds N    fresh starts of each stack (default 3)
  --seconds N   length of one turn (default 2)
  --only A,B    these stacks, by name
  --ci          overhead in short: writes nothing, fails on a clear regression
  --requests N  for memory (default 1000000)
  --spans N     for console (default 10000000)
`

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    requests: { type: 'string', default: '1000000' },
    spans: { type: 'string', default: '10000000' },
    only: { type: 'string' },
    ci: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const only = values.only?.split(',')

const [what] = positionals
if (what === 'overhead' && values.ci) await checkRegression()
else if (what === 'overhead') {
  await overhead({ rounds, seconds: Number(values.seconds), ...(only && { only }) })
} else if (what === 'startup') await startup(rounds, only)
else if (what === 'memory') await memory(Number(values.requests))
else if (what === 'console') await benchConsole(Number(values.spans))
else {
  process.stderr.write(usage)
  process.exitCode = 2
}
