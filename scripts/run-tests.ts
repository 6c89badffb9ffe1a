// `pnpm test` runs the checks and every test. With arguments for Vitest it runs only what they select.
import { spawnSync } from 'node:child_process'

const args = process.argv.slice(2)
const commands = [...(args.length === 0 ? [['pnpm', 'check']] : []), ['vitest', 'run', ...args]]
for (const [command = '', ...rest] of commands) {
  const { status } = spawnSync(command, rest, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
