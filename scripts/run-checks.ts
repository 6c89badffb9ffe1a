// `pnpm check` runs every check, as many at a time as there are processors. With folders of the workspace
// it checks only these: pnpm check packages/telemetry
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { text } from 'node:stream/consumers'

const folders = process.argv.slice(2).map((folder) => folder.replace(/^\.\/|\/+$/g, ''))
for (const folder of folders)
  if (!existsSync(`${folder}/package.json`)) {
    process.stderr.write(`${folder} is not a folder of the workspace, such as packages/telemetry\n`)
    process.exit(2)
  }

const node = process.execPath
const all = folders.length === 0
const projects = (
  all ? ['.', 'apps/console/web'] : folders.flatMap((folder) => [folder, `${folder}/web`])
).filter((folder) => existsSync(`${folder}/tsconfig.json`))
const checks: readonly (readonly string[])[] = [
  [node, 'packages/api-docs/src/generate.ts', '--check'],
  // One program for all packages: they share most of what it reads.
  ...projects.map((project) => ['tsc', '--noEmit', '--checkers', '2', '-p', project]),
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
  [node, 'scripts/check-words.ts'],
]
const env = {
  ...process.env,
  ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
}
const remaining = [...checks]
await Promise.all(Array.from({ length: availableParallelism() }, runRemaining))

/** Runs one check after the other, and prints the output of each when it ends. */
async function runRemaining(): Promise<void> {
  for (let check = remaining.shift(); check !== undefined; check = remaining.shift()) {
    const [command = '', ...args] = check
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
    const [output, [status]] = await Promise.all([
      Promise.all([text(child.stdout), text(child.stderr)]),
      once(child, 'exit'),
    ])
    process.stdout.write(output.join(''))
    if (status === 0) continue
    process.exitCode = 1
    remaining.length = 0
  }
}
