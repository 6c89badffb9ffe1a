import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../packages/fastify-service/src/testing/index.ts'
import type { AppImage } from './build-app-image.ts'
import { type FinalLedger, finalLedger } from './final-ledger.ts'
import { inspectTree, type TreeReport } from './inspect-tree.ts'
import type { StartSmokeTest } from './smoke-test.ts'
import { startApp } from './start-app.ts'

/** Application tree of a service, without the base image. */
const maxServiceBytes = 90_000_000

export interface ImageReport {
  readonly app: string
  readonly version: string | undefined
  readonly tree: TreeReport
  readonly startMillis: number
  readonly residentBytes: number
  readonly stopMillis: number
  readonly ledger: FinalLedger['accounts']
  /** Empty when the image is as it should be. */
  readonly problems: readonly string[]
}

export interface VerifyImageOptions {
  readonly app: string
  /** The folder that nothing of the image may name. */
  readonly repository: string
  /** An empty folder for the neighbors of the app. */
  readonly work: string
  readonly startSmokeTest: StartSmokeTest
}

/** Inspects an image, runs it shut in its own tree, calls it, stops it. */
export async function verifyImage(
  image: AppImage,
  { app, repository, work, startSmokeTest }: VerifyImageOptions,
): Promise<ImageReport> {
  const tree = await inspectTree(image.tree, { app, repository })
  const problems = [...tree.problems]
  if (app !== 'console' && tree.bytes > maxServiceBytes)
    problems.push(`the tree has ${tree.bytes} bytes, allowed are ${maxServiceBytes}`)

  const folder = join(work, 'run')
  await mkdir(folder)
  const port = await freePort()
  const smokeTest = await startSmokeTest(image, folder, port)
  try {
    const running = await startApp(image, {
      env: smokeTest.env,
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
      ...(smokeTest.permissions && { permissions: smokeTest.permissions }),
    })
    try {
      await running.checkHealth()
      problems.push(...(await smokeTest.call()))
    } catch (error) {
      problems.push(String(error))
    }
    const residentBytes = await running.residentBytes()
    const { startMillis } = running
    const { exitCode, stopMillis, stdout, outside } = await running.stop()
    if (exitCode !== 0) problems.push(`SIGTERM ended it with ${exitCode}`)
    problems.push(...outside.map((what) => `outside the tree: ${what}`))
    const ledger = app === 'console' ? { accounts: {}, problems: [] } : finalLedger(stdout)
    problems.push(...ledger.problems)
    const version = image.labels['org.opencontainers.image.version']
    return {
      ...{ app, version, tree, startMillis, residentBytes, stopMillis },
      ledger: ledger.accounts,
      problems,
    }
  } finally {
    await smokeTest.close()
  }
}
