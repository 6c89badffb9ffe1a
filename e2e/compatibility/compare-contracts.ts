import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TelemetryContract } from '../../packages/telemetry/src/testing/index.ts'
import { compareTelemetry } from './compare-telemetry.ts'
import type { Finding } from './finding.ts'
import { findUsesIn } from './telemetry-uses.ts'
import type { Tree } from './tree.ts'

const run = promisify(execFile)

/**
 * Compares the committed contract of the deployed version with the telemetry that the working tree
 * records now, by running the test that writes the contract.
 */
export async function compareContracts(
  service: string,
  old: Tree,
  current: Tree,
): Promise<{ readonly findings: readonly Finding[]; readonly note?: string }> {
  const before = readContract(old, service)
  if (!before) return { findings: [], note: `${old.version} has no telemetry contract` }
  const recorded = await record(service, current)
  const after = recorded ?? readContract(current, service)
  if (!after) {
    const message = `apps/${service}/telemetry.json was removed`
    return {
      findings: [{ area: 'telemetry', rule: 'contract-removed', message, effect: 'stop' }],
    }
  }
  const findings = compareTelemetry(before, after, findUsesIn(old.folder))
  const isOutdated =
    recorded && JSON.stringify(recorded) !== JSON.stringify(readContract(current, service))
  const note = `apps/${service}/telemetry.json is out of date: run npx pnpm@12 exec vitest run apps/${service}/test/telemetry-contract --update`
  return isOutdated ? { findings, note } : { findings }
}

function readContract({ folder }: Tree, service: string): TelemetryContract | undefined {
  const file = join(folder, 'apps', service, 'telemetry.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** Undefined without the test, or when it fails for another reason. */
async function record(service: string, { folder }: Tree): Promise<TelemetryContract | undefined> {
  const [test] = globSync(`apps/${service}/test/telemetry-contract*.test.ts`, { cwd: folder })
  if (!test) return undefined
  const output = await mkdtemp(join(tmpdir(), 'contract-'))
  const file = join(output, 'telemetry.json')
  try {
    await run(
      process.execPath,
      [join(folder, 'node_modules/vitest/vitest.mjs'), 'run', test, '--update'],
      { cwd: folder, env: { ...process.env, TELEMETRY_CONTRACT: file, VITEST_JSON: '' } },
    )
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  } finally {
    await rm(output, { recursive: true, force: true })
  }
}
