import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const prefix = 'cruddur-run-'

/**
 * Makes a new folder the temporary folder of this process and its children. When the process ends, also
 * after Ctrl-C, it kills children that still run and removes the folder. Folders of processes that were
 * killed are removed by the next call.
 */
export function createRunFolder(): void {
  // Vitest evaluates its configuration once per project.
  if (basename(tmpdir()).startsWith(prefix)) return
  for (const folder of abandonedFolders()) removeFolder(folder)
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  // Postgres runs as another user when the tests run as root.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  process.once('exit', () => removeFolder(folder))
  // Without a listener these signals end the process without the event `exit`.
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }))
    process.once(signal, () => process.exit(128 + number))
}

/** Folders whose process, named in the folder's name, does not run. */
function abandonedFolders(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => {
      const pid = Number(name.slice(prefix.length).split('-')[0])
      return name.startsWith(prefix) && pid > 0 && !isRunning(pid)
    })
    .map((name) => join(tmpdir(), name))
}

/** Kills the processes that use the folder, then removes it, unless it belongs to another user. */
function removeFolder(folder: string): void {
  for (const pid of processesWith(`TMPDIR=${folder}`)) kill(pid)
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  } catch (error) {
    process.stderr.write(`${folder} was not removed: ${(error as Error).message}\n`)
  }
}

/** Processes that were started with this variable; none where the system has no /proc. */
function processesWith(variable: string): number[] {
  const hasVariable = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(variable)
    } catch {
      return false
    }
  }
  try {
    return readdirSync('/proc').map(Number).filter(hasVariable)
  } catch {
    return []
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
