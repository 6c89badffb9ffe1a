import { Command, InvalidArgumentError, Option } from 'commander'
import { localStack } from '../../scripts/dev/local-stack.ts'
import { plantTraces } from '../planted-traces/plant-traces.ts'
import { sendTraces } from '../planted-traces/send-traces.ts'
import { createPeople } from './create-people.ts'
import { runTraffic } from './run-traffic.ts'
import { createTally, formatSummary } from './summary.ts'

const port = (name: string, fallback: number) => process.env[name]?.trim() || String(fallback)
/** Base URL of a service of the local stack. */
const urlOf = (name: string) => localStack(process.env).find((part) => part.name === name)?.url

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 10_000))
    throw new InvalidArgumentError('must be a number between 0.1 and 10000')
  return value
}

function duration(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? []
  const millis = Number(amount) * { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[unit as 's']
  if (!(millis > 0))
    throw new InvalidArgumentError('must be a number with ms, s, m or h, such as 30s')
  return millis
}

function baseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new InvalidArgumentError('must be an http:// or https:// URL')
  return text.replace(/\/$/, '')
}

const {
  rate,
  duration: durationMillis,
  homeUrl,
  userUrl,
  json,
  plant,
  consoleUrl,
  otlpUrl,
} = new Command('traffic')
  .description(
    'Sends realistic load to both services: reads, posts, replies, invalid requests, slow and failing ones',
  )
  .option('--rate <n>', 'requests per second', positive, 10)
  .addOption(
    new Option('--duration <time>', 'duration, such as 30s or 5m')
      .argParser(duration)
      .default(60_000, '60s'),
  )
  .option('--home-url <url>', 'home-activities', baseUrl, urlOf('home-activities'))
  .option('--user-url <url>', 'user-activities', baseUrl, urlOf('user-activities'))
  .option(
    '--plant',
    'send generated traces with known findings to the console instead, 20 of each kind and 500 without',
  )
  .option('--console-url <url>', 'console for --plant', baseUrl, urlOf('console'))
  .option(
    '--otlp-url <url>',
    'OTLP/HTTP receiver for --plant',
    baseUrl,
    `http://localhost:${port('CONSOLE_OTLP_PORT', 4318)}`,
  )
  .option('--json', 'print the summary as JSON only')
  .parse()
  .opts<{
    rate: number
    duration: number
    homeUrl: string
    userUrl: string
    json?: boolean
    plant?: boolean
    consoleUrl: string
    otlpUrl: string
  }>()

if (plant) await plantAndExit()

for (const url of [homeUrl, userUrl]) {
  const alive = await fetch(`${url}/health/live`).catch(() => undefined)
  await alive?.body?.cancel()
  if (alive?.ok) continue
  process.stderr.write(
    `no service responds at ${url}: start the stack with npx pnpm@12 dev, or set the URLs\n`,
  )
  process.exit(1)
}

if (!(await createPeople(userUrl)))
  process.stderr.write('people cannot be created: posts of unknown people are rejected\n')

/** Sends traces of the last minutes, whose missing parts count as missing. */
async function plantAndExit(): Promise<never> {
  const traces = plantTraces({ endMillis: Date.now() - 30_000 })
  try {
    await sendTraces(traces, { consoleUrl, otlpUrl })
  } catch (error) {
    process.stderr.write(`traffic: ${describe(error)}\n`)
    process.exit(1)
  }
  const counts = Object.entries(
    Object.groupBy(traces, ({ scenario }) => scenario.replace(/:.*/, '')),
  )
  const summary = Object.fromEntries(counts.map(([kind, ofKind = []]) => [kind, ofKind.length]))
  process.stdout.write(
    json
      ? `${JSON.stringify(summary)}\n`
      : `${Object.entries(summary)
          .map(([kind, count]) => `${String(count).padStart(5)}  ${kind}`)
          .join('\n')}\nFindings: ${consoleUrl}/findings\n`,
  )
  process.exit()
}

function describe(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? `${message} (${cause.message})` : message
}

const tally = createTally()
let completed = 0
let failed = 0
const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort())
process.once('SIGTERM', () => interrupted.abort())

const start = performance.now()
const onTerminal = process.stderr.isTTY
const progress = () => {
  const seconds = Math.round((performance.now() - start) / 1000)
  const line = `${seconds}/${Math.round(durationMillis / 1000)} s  ${completed} responses, ${failed} 5xx or unreachable`
  process.stderr.write(onTerminal ? `\r${line.padEnd(78)}` : `${line}\n`)
}
const timer = json ? undefined : setInterval(progress, onTerminal ? 500 : 5_000)

const run = await runTraffic({
  homeUrl,
  userUrl,
  ratePerSecond: rate,
  durationMillis,
  signal: interrupted.signal,
  onOutcome({ name }, outcome) {
    completed += 1
    if (outcome.status === 'unreachable' || Number(outcome.status) >= 500) failed += 1
    tally.add(name, outcome)
  },
})

clearInterval(timer)
if (timer && onTerminal) process.stderr.write('\r'.padEnd(79).concat('\r'))
const summary = { ...run, durationMillis: Math.round(run.durationMillis), actions: tally.summary() }
process.stdout.write(json ? `${JSON.stringify(summary)}\n` : `${formatSummary(summary)}\n`)
