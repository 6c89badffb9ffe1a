import { readFileSync, readlinkSync } from 'node:fs'

/**
 * Whether the output of `dev` is read at a terminal. turbo gives its tasks a pipe, so `pnpm dev` sets a
 * variable; for `turbo dev`, Linux shows the output of turbo itself.
 */
export function isTerminal(): boolean {
  if (process.stdout.isTTY || process.env.CRUDDUR_DEV_TERMINAL) return true
  try {
    let pid = process.ppid
    while (pid > 1) {
      const [, name, parent] =
        /\((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      if (name === 'turbo') return /^\/dev\/(pts|tty)/.test(readlinkSync(`/proc/${pid}/fd/1`))
      pid = Number(parent)
    }
  } catch {
    // Not Linux.
  }
  return false
}
