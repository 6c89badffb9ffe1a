// `pnpm check` runs every check. With folders of the workspace it checks only these:
// pnpm check packages/telemetry
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const folders = process.argv.slice(2).map((folder) => folder.replace(/^\.\/|\/+$/g, ''))
for (const folder of folders)
  if (!existsSync(`${folder}/package.json`)) {
    process.stderr.write(`${folder} is not a folder of the workspace, such as packages/telemetry\n`)
    process.exit(2)
  }

const node = process.execPath
const filters = folders.map((folder) => `--filter=./${folder}`)
const all = folders.length === 0
const checks: readonly (readonly string[])[] = [
  ['turbo', 'run', 'check-types', ...filters],
  ...(all ? [['tsc', '--noEmit']] : []),
  ['biome', 'ci', ...folders],
  ['depcruise', ...(all ? ['apps', 'packages', 'e2e', 'scripts'] : folders)],
  // Some entries of knip.json are needed only before the first build, others only by some apps.
  ...(all ? [[]] : folders.map((folder) => ['--workspace', folder])).map((options) => [
    'knip',
    '--no-config-hints',
    ...options,
  ]),
  [node, '--conditions=cruddur-source', 'scripts/generate-docs.ts', '--check'],
  [node, 'scripts/generate-clients.ts', '--check'],
  [node, 'packages/api-docs/src/generate.ts', '--check'],
  [node, 'scripts/check-words.ts'],
]
for (const [command = '', ...args] of checks) {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' }
  const { status } = spawnSync(command, args, { stdio: 'inherit', env })
  if (status !== 0) process.exit(status ?? 1)
}
