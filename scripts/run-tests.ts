// `pnpm test` runs the checks and every test but the slow ones. With arguments for Vitest it runs only the
// tests that they select.
import { spawnSync } from 'node:child_process'

const args = process.argv.slice(2)
const isAll = args.length === 0
const commands = [
  ...(isAll ? [['pnpm', 'check']] : []),
  ['vitest', 'run', ...(isAll ? ['--project=!slow'] : args)],
]
for (const [command = '', ...rest] of commands) {
  const { status } = spawnSync(command, rest, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
