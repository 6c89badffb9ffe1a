import { join } from 'node:path'
import type { Case } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { pythonFolder, pythonVersions, venv } from '../support/toolchains.ts'

const config = join(pythonFolder, 'schemathesis.toml')
const examples = 30

const conformance = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
]

/** Options for one server, with the check that each test title states. */
interface Run {
  readonly title: string
  readonly checks: readonly string[]
  readonly options: readonly string[]
}

const conforms: Run = {
  title: 'every status, media type and body is documented; no 5xx',
  checks: conformance,
  options: [],
}

/** POST routes also accept the form of the original Cruddur, which ignores unknown properties. */
const rejects: Run = {
  title: 'invalid queries and paths are rejected',
  checks: ['negative_data_rejection'],
  options: ['--include-method', 'GET'],
}

/** Responses of the tail are streams without an end; the AWS operations follow AWS's documents. */
const consoleRuns: readonly Run[] = [conforms, rejects].map((run) => ({
  ...run,
  options: [
    ...run.options,
    ...['--include-path-regex', '^/api/v1/', '--exclude-path', '/api/v1/logs/tail'],
  ],
}))

export const schemathesis: Case = {
  name: 'schemathesis',
  role: 'judge of the OpenAPI documents: sends generated valid and invalid requests',
  needs: ['python3'],
  programs: pythonVersions('schemathesis', 'hypothesis'),
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl, userUrl } = await startServices(context)
    const judge = async (name: string, url: string, path: string, { title, ...run }: Run) => {
      await processes.run(
        join(venv, 'bin/schemathesis'),
        [
          ...['--config-file', config, 'run', `${url}${path}`, '--url', url],
          ...['--phases', 'examples,coverage,fuzzing', '--max-examples', String(examples)],
          ...['--checks', run.checks.join(','), '--continue-on-failure', '--no-color'],
          ...['--suppress-health-check', 'all', '--generation-deterministic', '--warnings', 'off'],
          ...run.options,
        ],
        { cwd: context.folder },
      )
      passed(`${name}: ${title}`)
    }
    for (const run of [conforms, rejects]) {
      await judge('home-activities', homeUrl, '/openapi.json', run)
      await judge('user-activities', userUrl, '/openapi.json', run)
    }
    for (const run of consoleRuns) await judge('console', console.url, '/api/v1/openapi.json', run)
  },
}
