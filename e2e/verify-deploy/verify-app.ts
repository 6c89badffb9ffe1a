import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type AppName, buildAppImage } from './build-app-image.ts'
import { exercise } from './exercise.ts'
import { type FinalLedger, finalLedger } from './final-ledger.ts'
import { freePort } from './free-port.ts'
import { inspectTree, type TreeReport } from './inspect-tree.ts'
import { startApp } from './start-app.ts'
import type { StepResult } from './step.ts'

/** Application tree of a service, without the base image. */
const maxServiceBytes = 90_000_000

export interface AppReport {
  readonly app: AppName
  readonly steps: readonly StepResult[]
  readonly tree: TreeReport
  readonly startMillis: number
  readonly residentBytes: number
  readonly stopMillis: number
  readonly ledger: FinalLedger['accounts']
  /** Empty when the app deploys as it should. */
  readonly problems: readonly string[]
}

/** Builds the app's image without an engine, inspects it, runs it, calls it, stops it. */
export async function verifyApp(
  app: AppName,
  repository: string,
  work: string,
  onStep: (step: StepResult) => void,
): Promise<AppReport> {
  const steps: StepResult[] = []
  const image = await buildAppImage(app, repository, work, (step) => {
    steps.push(step)
    onStep(step)
  })
  const tree = await inspectTree(image.tree, { app, repository })
  const problems = [...tree.problems]
  if (app !== 'console' && tree.bytes > maxServiceBytes)
    problems.push(`the tree has ${tree.bytes} bytes, allowed are ${maxServiceBytes}`)

  const folder = join(work, 'run')
  await mkdir(folder)
  const port = await freePort()
  const scene = await exercise[app](image, folder, port)
  try {
    const running = await startApp(image, {
      env: scene.env,
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
      ...(scene.permissions && { permissions: scene.permissions }),
    })
    try {
      await running.checkHealth()
      problems.push(...(await scene.call()))
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
    return {
      app,
      steps,
      tree,
      startMillis,
      residentBytes,
      stopMillis,
      ledger: ledger.accounts,
      problems,
    }
  } finally {
    await scene.close()
  }
}
