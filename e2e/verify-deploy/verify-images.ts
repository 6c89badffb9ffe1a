import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatReport } from './format-report.ts'
import type { StepResult } from './step.ts'
import { type AppReport, verifyApp } from './verify-app.ts'

const columns = 80

export interface VerifyImagesOptions {
  readonly json?: boolean
  /** Builds each image twice and compares the two. */
  readonly twice?: boolean
  /** Keeps the folders of the builds. */
  readonly keep?: boolean
}

/** Builds the images of apps by the Dockerfile, runs them, and prints a report. @returns the exit code */
export async function verifyImages(
  apps: readonly string[],
  repository: string,
  { json = false, twice = false, keep = false }: VerifyImagesOptions,
): Promise<number> {
  const print = (text: string) => json || process.stdout.write(`${text}\n`)
  const onStep = ({ stage, command, millis }: StepResult) =>
    print(`  ${(millis / 1_000).toFixed(1).padStart(5)} s  ${stage}: ${command}`.slice(0, columns))
  const reports: AppReport[] = []
  let failed = false
  for (const app of apps) {
    const work = await realpath(await mkdtemp(join(tmpdir(), `verify-${app}-`)))
    try {
      print(`${app}: by the steps of the Dockerfile in ${keep ? work : 'an empty folder'}`)
      const report = await verifyApp(app, { repository, work, twice, onStep })
      reports.push(report)
      print(formatReport(report))
    } catch (error) {
      failed = true
      process.stderr.write(`${app}: does NOT deploy\n${String(error)}\n\n`)
    } finally {
      if (!keep) await rm(work, { recursive: true, force: true })
    }
  }
  if (json) process.stdout.write(`${JSON.stringify(reports)}\n`)
  return failed || reports.some(({ problems }) => problems.length > 0) ? 1 : 0
}
