// Prints which images a change affects, as outputs of a workflow step. Base commit as argument.
import { execFileSync } from 'node:child_process'

const apps = ['home-activities', 'user-activities', 'console']
const [base = ''] = process.argv.slice(2)
/** A new branch, or a run by hand: nothing to compare with. */
const nothingToCompare = !/[1-9a-f]/.test(base)

const changed = nothingToCompare
  ? []
  : execFileSync('git', ['diff', '--name-only', base, 'HEAD'], { encoding: 'utf8' }).split('\n')

function affectedPackages(): string[] {
  const answer = execFileSync(
    'turbo',
    ['query', 'affected', '--tasks', 'build', '--base', base, '--head', 'HEAD'],
    { encoding: 'utf8', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } },
  )
  return [...answer.matchAll(/"@cruddur\/([\w-]+)"/g)].flatMap(([, name]) => name ?? [])
}

// What every image is built by.
const all =
  nothingToCompare || changed.some((file) => ['Dockerfile', '.dockerignore'].includes(file))
const affected = all ? apps : affectedPackages()
process.stdout.write(`apps=${JSON.stringify(apps.filter((app) => affected.includes(app)))}\n`)
const deploy = nothingToCompare || changed.some((file) => file.startsWith('deploy/'))
process.stdout.write(`deploy=${deploy}\n`)
