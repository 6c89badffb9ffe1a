import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type AppImage, buildAppImage } from './build-app-image.ts'
import { differences, digestTree } from './digest-tree.ts'
import { smokeTestOf } from './service-smoke-test.ts'
import type { StepResult } from './step.ts'
import { type ImageReport, verifyImage } from './verify-image.ts'

export interface AppReport extends ImageReport {
  readonly steps: readonly StepResult[]
  readonly repositoryWasHidden: boolean
  /** Whether it was built twice, and compared. */
  readonly builtTwice: boolean
}

export interface VerifyAppOptions {
  readonly repository: string
  /** An empty folder. */
  readonly work: string
  /** Builds it a second time, from nothing, and compares the two. */
  readonly twice: boolean
  readonly onStep: (step: StepResult) => void
}

/** Builds the app's image without an engine, and verifies it. */
export async function verifyApp(
  app: string,
  { repository, work, twice, onStep }: VerifyAppOptions,
): Promise<AppReport> {
  const steps: StepResult[] = []
  // At the same place each time, as in an image: paths are part of the built files.
  const place = join(work, 'build')
  const build = async () => {
    await rm(place, { recursive: true, force: true })
    await mkdir(place)
    return buildAppImage(app, repository, place, (step) => {
      steps.push(step)
      onStep(step)
    })
  }
  const first = twice ? await digestTree((await build()).tree) : undefined
  const image = await build()
  const differing = first ? differences(first, await digestTree(image.tree)) : []
  const report = await verifyImage(image, {
    ...{ app, repository, work },
    startSmokeTest: smokeTestOf(app),
  })
  return {
    ...report,
    steps,
    repositoryWasHidden: image.prefix.length > 0,
    builtTwice: twice,
    problems: [
      ...wrongLabels(image, app),
      ...differing.map((path) => `differs from build to build: ${path}`).slice(0, 20),
      ...report.problems,
    ],
  }
}

function wrongLabels({ labels, env }: AppImage, app: string): string[] {
  const expected = {
    title: app,
    version: env.OTEL_SERVICE_VERSION,
    revision: env.CODE_VERSION,
  }
  return Object.entries(expected).flatMap(([name, value]) => {
    const label = labels[`org.opencontainers.image.${name}`]
    return label === value && value ? [] : [`label ${name} is ${label}, not ${value}`]
  })
}
