import { execFile } from 'node:child_process'
import { access, readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const execute = promisify(execFile)
const root = new URL('../../', import.meta.url)
const folder = new URL('.github/workflows/', root)
const read = (path: string) => readFile(new URL(path, root), 'utf8')

interface Job {
  readonly 'timeout-minutes'?: number
  readonly env?: Readonly<Record<string, string>>
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[]
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

describe.each((await readdir(folder)).map((name) => [name] as const))('%s', async (name) => {
  const content = await read(`.github/workflows/${name}`)
  const { jobs, permissions }: Workflow = parse(content)
  const steps = Object.values(jobs).flatMap((job) => job.steps)
  const scripts = steps.flatMap(({ run = '' }) => run)

  test("is valid according to GitHub's parser", () => {
    const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
    expect(context.errors.getErrors().map(String)).toEqual([])
    const wrong = content.replace('runs-on:', 'runs-at:')
    const refused = parseWorkflow({ name, content: wrong }, new NoOperationTraceWriter())
    expect(refused.context.errors.getErrors()).not.toEqual([])
  })

  test('has read permissions only, and timeouts', () => {
    expect(permissions).toEqual({ contents: 'read' })
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeTypeOf('number')
  })

  test('pins actions to a commit', () => {
    const uses = [...content.matchAll(/uses: (.*)/g)].map(([, text]) => text)
    for (const text of uses) expect(text).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('interpolates no untrusted input into scripts', () => {
    for (const script of scripts)
      expect(script).not.toMatch(/\$\{\{ *(github\.(event|head_ref)|inputs)/)
  })

  test('refers to existing scripts and paths', async () => {
    const manifests = { '': await read('package.json'), deploy: await read('deploy/package.json') }
    const ofPnpm = ['install', 'exec', 'run']
    for (const script of scripts) {
      for (const [, dir = '', command = ''] of script.matchAll(
        /pnpm@12 (?:--dir (\w+) )?(?:run )?([\w-]+)/g,
      ))
        if (!ofPnpm.includes(command))
          expect(JSON.parse(manifests[dir as keyof typeof manifests]).scripts).toHaveProperty([
            command,
          ])
      for (const [path] of script.matchAll(
        /(?<= )(?:\.ci|deploy|e2e|packages|\.github)\/[\w./-]+/g,
      ))
        await access(new URL(path, root))
    }
  })
})

test('verifies every affected app and publishes it with SBOM and provenance', async () => {
  const ci: Workflow = parse(await read('.github/workflows/ci.yml'))
  const release: Workflow = parse(await read('.github/workflows/release.yml'))
  const scriptOf = (job: Job | undefined) => job?.steps.map(({ run = '' }) => run).join('\n')
  expect(scriptOf(ci.jobs.test)).toContain('.ci/run')
  expect(scriptOf(ci.jobs['verify-deploy'])).toContain('verify-deploy "$APP" --twice')
  const { stdout } = await execute('git', ['ls-files', 'packages/*/test/*'], { cwd: root })
  const tested = new Set(stdout.split('\n').flatMap((path) => path.split('/')[1] ?? []))
  expect(tested).toContain('telemetry')
  const image = scriptOf(release.jobs.image)
  expect(image).toContain('verify-deploy "$APP"')
  for (const name of tested) expect(image).toContain(`packages/${name}/`)
  for (const flag of ['--sbom=true', '--provenance=mode=max', 'rewrite-timestamp=true'])
    expect(image).toContain(flag)
  for (const argument of ['APP="$APP"', 'VERSION="$version"', 'REVISION="$REVISION"'])
    expect(image).toContain(`--build-arg ${argument}`)
})

test('each rollout is verified with the deployed versions and records its own', async () => {
  const { rollout }: Workflow['jobs'] = parse(await read('.github/workflows/release.yml')).jobs
  const scripts = rollout?.steps.map(({ run = '' }) => run) ?? []
  const step = (text: string) => scripts.findIndex((script) => script.includes(text))
  expect(step('verify-deploy "$APP" "')).toBeGreaterThan(-1)
  expect(step('verify-deploy "$APP"')).toBeLessThan(step('run deploy'))
  expect(step('run deploy')).toBeLessThan(step('refs/tags/deployed-$APP" -f sha'))
  expect(rollout).toMatchObject({ strategy: { 'max-parallel': 1 } })
})

test('a release follows CI and compares with the last released commit', async () => {
  const release = parse(await read('.github/workflows/release.yml'))
  expect(release.on.workflow_run).toEqual({
    workflows: [parse(await read('.github/workflows/ci.yml')).name],
    types: ['completed'],
    branches: ['main'],
  })
  // A release in progress is completed; of the waiting ones the last one includes the others.
  expect(release.concurrency).toEqual({ group: 'release', 'cancel-in-progress': false })
  const { affected, released } = release.jobs
  expect(affected.if).toContain("workflow_run.conclusion == 'success'")
  const scripts = affected.steps.map(({ run = '' }: { run?: string }) => run).join('\n')
  expect(scripts).toContain('refs/tags/released')
  // Only after everything else, so that a failed release is part of the next one.
  expect(released.needs).toEqual(Object.keys(release.jobs).filter((name) => name !== 'released'))
  expect(released.if).toContain("!contains(needs.*.result, 'failure')")
  for (const job of Object.values<Job>(release.jobs))
    for (const step of job.steps)
      if (step.uses?.startsWith('actions/checkout'))
        expect(step).toMatchObject({ with: { ref: expect.stringContaining('head_sha') } })
})
