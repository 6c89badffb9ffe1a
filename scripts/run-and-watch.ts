// Runs an app from source, and again when a source changes: node run-and-watch.ts <arguments of node>
//
// Instead of `node --watch`, which aborts when Ctrl-C reaches it twice, from the terminal and from the
// task runner (Node 26.10: FSWatcher.close fails an assertion), and goes on after a failed start.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, globSync, watch } from 'node:fs'

const settleMillis = 100
// Node says so on every start when such a file is not there.
const nodeArguments = process.argv.slice(2).filter((argument) => {
  const [, file] = argument.match(/^--env-file-if-exists=(.+)/) ?? []
  return !file || existsSync(file)
})
const folders = globSync(['src', 'migrations', '../../packages/*/src'])

let child: ChildProcess | undefined
let changed = false
let restarted = false
let ending = false
let settling: NodeJS.Timeout | undefined

function start(): void {
  changed = false
  const started = spawn(process.execPath, nodeArguments, { stdio: 'inherit' })
  child = started
  started.once('exit', (code, signal) => {
    child = undefined
    // One that ended itself at once, as the console by a second Ctrl-C, has not ended well.
    if (ending) process.exit(code ?? (signal === 'SIGKILL' ? 1 : 0))
    // Stopped for a change: again. Ended by itself, as with a wrong variable: so does this.
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

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    ending = true
    // The app may have had it from the terminal already; it takes both for one.
    if (child) child.kill(signal)
    else process.exit(0)
  })

start()
