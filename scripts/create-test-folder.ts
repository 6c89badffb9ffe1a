import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const prefix = 'cruddur-tests-'

/**
 * Makes a temporary folder the one of this process and its children. When the process ends, also after
 * Ctrl-C, it kills children that are left and removes the folder with everything in it.
 */
export function createTestFolder(): void {
  // Vitest evaluates its configuration once per project.
  if (basename(tmpdir()).startsWith(prefix)) return
  const folder = mkdtempSync(join(tmpdir(), prefix))
  // Postgres runs as another user when the tests run as root.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  process.once('exit', () => {
    for (const pid of processesWith(`TMPDIR=${folder}`)) kill(pid)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })
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

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}
