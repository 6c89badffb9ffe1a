import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { createRunFolder } from '../../scripts/create-run-folder.ts'
import { appNames } from './build-app-image.ts'
import { verifyAgainst } from './verify-against.ts'
import { verifyImages } from './verify-images.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

interface Options {
  readonly against?: string[]
  readonly json?: boolean
  readonly keep?: boolean
  readonly twice?: boolean
}

const command = new Command('verify-deploy')
  .description(
    'Builds an app by the Dockerfile without a Docker engine, runs the result and stops it. With --against, judges whether a service can be deployed alone next to deployed versions.',
  )
  .argument('[app]', `one app, default: all (${appNames.join(', ')})`)
  .option(
    '--against <version>',
    'deployed version: a commit, tag, branch, version or folder; <service>=<version> for one service (repeatable)',
    (value: string, previous: string[] = []) => [...previous, value],
  )
  .option('--json', 'the reports as JSON on stdout')
  .option('--twice', 'build it twice and compare: the same source makes the same tree')
  .option('--keep', 'keep the folder and print its path')
  .addHelpText(
    'after',
    `
The verdict of --against is the last line:
  deploy  exit code 0: safe in any order
  order   exit code 3: safe after the services that the reasons name
  stop    exit code 1: no order is safe
Exit code 2: a wrong argument, or a deployed version that does not start.`,
  )
  .parse()
const { against, ...options } = command.opts<Options>()
const [app] = command.args as [string?]
// It removes the built tree, which --keep keeps.
if (!options.keep) createRunFolder()

if (against) process.exitCode = await verifyAgainst(app, against, repository, options)
else if (app !== undefined && !appNames.includes(app)) {
  process.stderr.write(
    `verify-deploy: the app must be one of ${appNames.join(', ')} (got "${app}")\n`,
  )
  process.exitCode = 2
} else process.exitCode = await verifyImages(app ? [app] : appNames, repository, options)
