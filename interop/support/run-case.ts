import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Case, CaseResult } from './case.ts'
import { startConsole } from './console.ts'
import { createProcesses } from './processes.ts'
import { installPrograms, isInstalled } from './toolchains.ts'

/** Runs a case with a console of its own and ends everything that it started. */
export async function runCase(one: Case): Promise<CaseResult> {
  const { name, role, programs } = one
  const checks: string[] = []
  const startMillis = performance.now()
  const result = (outcome: CaseResult['outcome'], reason?: string): CaseResult => ({
    ...{ name, role, programs, outcome, checks },
    ...(reason !== undefined && { reason }),
    seconds: Math.round((performance.now() - startMillis) / 100) / 10,
  })

  const missing = one.needs.filter((tool) => !isInstalled(tool))
  if (missing.length > 0) return result('not run', `not installed: ${missing.join(', ')}`)

  const folder = await mkdtemp(join(tmpdir(), 'cruddur-interop-'))
  const processes = createProcesses()
  try {
    for (const tool of one.needs) installPrograms(tool)
    const console = await startConsole(processes, folder)
    await one.run({ console, processes, folder, passed: (title) => checks.push(title) })
    return result('passed')
  } catch (error) {
    return result('failed', error instanceof Error ? error.message : String(error))
  } finally {
    await processes.stopAll()
    await rm(folder, { recursive: true, force: true })
  }
}
