// Runs an app from source and restarts it when a source changes:
// node run-and-watch.ts [--part=<part of the local stack>] -- <arguments of node>
//
// Without `--` the Node of this script would read the --env-file arguments, too.
//
// Replaces `node --watch`, which aborts when Ctrl-C reaches it twice, from the terminal and from the
// task runner (Node 26.10: FSWatcher.close fails an assertion), and continues after a failed start.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, globSync, watch } from 'node:fs'
import { createInterface } from 'node:readline'
import { formatLogLine } from './dev/format-log-line.ts'
import { isTerminal } from './dev/is-terminal.ts'
import { localEnvironment, localStack } from './dev/local-stack.ts'
import { clearReady, isPortTaken, isReady, markReady, untilReady } from './dev/ready-parts.ts'
import { formatSummary } from './dev/summary.ts'

const settleMillis = 100
const args = process.argv.slice(2)
const partName = args[0]?.startsWith('--part=') ? args.shift()?.slice('--part='.length) : undefined
if (args[0] === '--') args.shift()
const env = localEnvironment(process.env)
const stack = localStack(process.env)
const part = stack.find(({ name }) => name === partName)
if (part && (await isPortTaken(part))) {
  process.stderr.write(
    `${part.name}: port ${part.port} is in use: stop the process that listens there, or set CRUDDUR_PORT_BASE or ${part.portVariable} to another port\n`,
  )
  process.exit(1)
}
// Node prints a note on every start when such a file does not exist.
const nodeArguments = args.filter((argument) => {
  const [, file] = argument.match(/^--env-file-if-exists=(.+)/) ?? []
  return !file || existsSync(file)
})
// Saves 20 to 50 MB of each process; a service in development creates little garbage.
// The optimizing compiler for WebAssembly takes 80 MB more for the embedded database, without faster queries.
const memoryArguments = ['--max-semi-space-size=4', '--wasm-lazy-compilation', '--liftoff-only']
const folders = globSync(['src', 'migrations', '../../packages/*/src'])
const isAtTerminal = isTerminal()

let child: ChildProcess | undefined
let changed = false
let restarted = false
let ending = false
let settling: NodeJS.Timeout | undefined

function start(): void {
  changed = false
  const stdout = isAtTerminal ? 'pipe' : 'inherit'
  const started = spawn(process.execPath, [...memoryArguments, ...nodeArguments], {
    env,
    stdio: ['inherit', stdout, 'inherit'],
  })
  child = started
  if (started.stdout)
    createInterface({ input: started.stdout }).on('line', (line) => {
      process.stdout.write(`${formatLogLine(line)}\n`)
    })
  started.once('exit', (code, signal) => {
    child = undefined
    // The console ends at once after a second Ctrl-C; that is a failure.
    if (ending) process.exit(code ?? (signal === 'SIGKILL' ? 1 : 0))
    // Stopped for a change: start again. Ended by itself, as with an invalid variable: end, too.
    if (changed) start()
    else if (!restarted) process.exit(code ?? 1)
    else process.stderr.write(`ended with ${code ?? signal}; waits for a change\n`)
  })
}

function restart(): void {
  if (ending) return
  changed = true
  restarted = true
  if (child) child.kill('SIGTERM')
  else start()
}

for (const folder of folders)
  watch(folder, { recursive: true }, (_event, file) => {
    if (!/\.(ts|sql|json)$/.test(file ?? '')) return
    clearTimeout(settling)
    settling = setTimeout(restart, settleMillis)
  })

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    ending = true
    stopping.abort()
    // The terminal may have signalled the app already; it treats both signals as one.
    if (child) child.kill(signal)
    else process.exit(0)
  })

start()
if (part) {
  process.once('exit', () => clearReady(part))
  await untilReady(part, stopping.signal)
  // The last part that becomes ready prints the URLs of all.
  if (!stopping.signal.aborted) {
    markReady(part)
    if (stack.every(isReady)) process.stdout.write(formatSummary(stack))
  }
}
