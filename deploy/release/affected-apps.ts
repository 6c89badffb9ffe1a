// Prints which images a change affects, as outputs of a workflow step. Arguments: the base commit,
// then paths whose change concerns every app.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { services } from '../../scripts/services.ts'

const apps = [...services.map(({ name }) => name), 'console']
/** Files that every image build uses. */
const ofEveryImage = ['Dockerfile', '.dockerignore']

const [base = '', ...furtherPaths] = process.argv.slice(2)
/** A new branch, or a run by hand: nothing to compare with. */
const nothingToCompare = !/[1-9a-f]/.test(base)

const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' })
const changed = nothingToCompare
  ? []
  : git('diff', '--name-only', base, 'HEAD').split('\n').filter(Boolean)
const isChanged = (paths: readonly string[]) =>
  nothingToCompare || changed.some((file) => paths.some((path) => file.startsWith(path)))

/** The hash under which turbo keeps each build: sources, dependencies, lockfile, settings. */
function buildHashes(cwd: string): Map<string, string> {
  const output = execFileSync('turbo', ['run', 'build', '--dry=json'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1_048_576,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  })
  const { tasks }: { tasks: { package: string; hash: string }[] } = JSON.parse(output)
  return new Map(tasks.map((task) => [task.package, task.hash]))
}

// `turbo query affected --tasks build` also names the dependencies of an affected build, changed or not.
function appsWithAnotherBuild(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'base-'))
  const before = join(folder, 'tree')
  git('worktree', 'add', '--quiet', '--detach', before, base)
  try {
    const [old, current] = [buildHashes(before), buildHashes(process.cwd())]
    return apps.filter((app) => old.get(`@cruddur/${app}`) !== current.get(`@cruddur/${app}`))
  } finally {
    git('worktree', 'remove', '--force', before)
    rmSync(folder, { recursive: true })
  }
}

const affected = isChanged([...ofEveryImage, ...furtherPaths]) ? apps : appsWithAnotherBuild()
process.stdout.write(`apps=${JSON.stringify(affected)}\n`)
process.stdout.write(`deploy=${isChanged(['deploy/'])}\n`)
