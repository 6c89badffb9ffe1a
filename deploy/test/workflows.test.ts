import { access, readdir, readFile } from 'node:fs/promises'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

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

  test("is a workflow in GitHub's own reading", () => {
    const { context } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
    expect(context.errors.getErrors().map(String)).toEqual([])
    const wrong = content.replace('runs-on:', 'runs-at:')
    const refused = parseWorkflow({ name, content: wrong }, new NoOperationTraceWriter())
    expect(refused.context.errors.getErrors()).not.toEqual([])
  })

  test('may read and no more, unless a job says so, and ends', () => {
    expect(permissions).toEqual({ contents: 'read' })
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeTypeOf('number')
  })

  test('uses actions of one commit, named with their version', () => {
    const uses = [...content.matchAll(/uses: (.*)/g)].map(([, text]) => text)
    for (const text of uses) expect(text).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('puts nothing that others write into a script', () => {
    for (const script of scripts)
      expect(script).not.toMatch(/\$\{\{ *(github\.(event|head_ref)|inputs)/)
  })

  test('names scripts and paths that are there', async () => {
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

test('every app that a push affects is verified, and published with what it is made of', async () => {
  const ci: Workflow = parse(await read('.github/workflows/ci.yml'))
  const release: Workflow = parse(await read('.github/workflows/release.yml'))
  const scriptOf = (job: Job | undefined) => job?.steps.map(({ run = '' }) => run).join('\n')
  expect(scriptOf(ci.jobs.test)).toContain('.ci/run')
  expect(scriptOf(ci.jobs['verify-deploy'])).toContain('verify-deploy "$APP" --twice')
  const tested = await readdir(new URL('packages/', root))
  const image = scriptOf(release.jobs.image)
  expect(image).toContain('verify-deploy "$APP"')
  for (const name of tested) expect(image).toContain(`packages/${name}/`)
  for (const flag of ['--sbom=true', '--provenance=mode=max', 'rewrite-timestamp=true'])
    expect(image).toContain(flag)
  for (const argument of ['APP="$APP"', 'VERSION="$version"', 'REVISION="$REVISION"'])
    expect(image).toContain(`--build-arg ${argument}`)
})
