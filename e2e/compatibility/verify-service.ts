import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgresServer } from '../../packages/postgres/src/testing/index.ts'
import { compareAlarmNames } from './compare-alarm-names.ts'
import { compareApi } from './compare-api.ts'
import { compareContracts } from './compare-contracts.ts'
import type { Finding } from './finding.ts'
import { StartFailure } from './start-service-of.ts'
import { checkOut, remove, type Tree, VersionError, workingTree } from './tree.ts'
import { judge, type Report } from './verdict.ts'
import {
  declarationOf,
  exerciseStack,
  runFinding,
  type Verification,
  withCurrent,
} from './verification.ts'
import { verifyPairs } from './verify-pairs.ts'
import { verifyRemoval } from './verify-removal.ts'
import { verifyReplacement } from './verify-replacement.ts'

export interface VerifyOptions {
  readonly repository: string
  /** The deployed version of all services. */
  readonly against: string
  /** The deployed version of single services, by name. */
  readonly deployed: ReadonlyMap<string, string>
  /** Called before each step of more than a second. */
  readonly onStep: (step: string) => void
}

interface Versions {
  readonly current: Tree
  readonly base: Tree
  /** The deployed version of each deployed service. */
  readonly deployed: ReadonlyMap<string, Tree>
}

/**
 * Judges whether a service of the working tree can be deployed while the others stay as they are, by
 * comparing its API, database and telemetry with the deployed version and by running old and new
 * versions together.
 *
 * @throws VersionError for a version or a service that does not exist
 */
export async function verifyService(service: string, options: VerifyOptions): Promise<Report> {
  const { repository, onStep } = options
  const work = await mkdtemp(join(tmpdir(), 'verify-'))
  const trees = new Map<string, Tree>()
  try {
    const versions = await checkOutAll(service, options, work, trees)
    const { base, current, deployed } = versions
    const old = deployed.get(service)
    const notes: string[] = []
    const findings = declarationOf(current, service)
      ? await verifyCurrent(service, versions, onStep, notes)
      : await verifyRemoval(service, old ?? base, current, deployed)
    const { version, commit } = old ?? base
    const against = commit && !commit.startsWith(version) ? `${version} (${commit})` : version
    return { service, against, ...judge(findings), notes }
  } finally {
    for (const tree of trees.values()) await remove(tree, repository)
    await rm(work, { recursive: true, force: true })
  }
}

async function checkOutAll(
  service: string,
  { repository, against, deployed: versions, onStep }: VerifyOptions,
  work: string,
  trees: Map<string, Tree>,
): Promise<Versions> {
  const checkedOut = async (version: string, name: string) => {
    const known = trees.get(version)
    if (known) return known
    onStep(`checking out ${version}`)
    const tree = await checkOut(version, { repository, service: name, work })
    trees.set(version, tree)
    return tree
  }
  const current = workingTree(repository)
  const base = await checkedOut(against, service)
  const names = new Set([...base.services, ...current.services].map(({ name }) => name))
  const unknown = [service, ...versions.keys()].find((name) => !names.has(name))
  if (unknown !== undefined)
    throw new VersionError(
      `${unknown} is not a service: use one of ${[...names].sort().join(', ')}`,
    )
  const deployed = new Map<string, Tree>()
  for (const name of names) {
    const tree = await checkedOut(versions.get(name) ?? against, name)
    if (declarationOf(tree, name)) deployed.set(name, tree)
  }
  return { current, base, deployed }
}

async function verifyCurrent(
  service: string,
  { current, deployed }: Versions,
  onStep: VerifyOptions['onStep'],
  notes: string[],
): Promise<Finding[]> {
  const old = deployed.get(service)
  onStep('starting Postgres')
  const postgres = await startPostgresServer()
  const verification: Verification = { service, current, deployed, postgres, onStep }
  try {
    const findings: Finding[] = []
    if (old) {
      const replacement = await verifyReplacement(verification, old)
      findings.push(...replacement.findings)
      if (!replacement.document) return findings
      onStep('comparing the APIs and the telemetry')
      findings.push(...(await compareApi(replacement.oldDocument, replacement.document)))
      const contracts = await compareContracts(service, old, current)
      findings.push(...contracts.findings)
      findings.push(...compareAlarmNames(old.folder, current.folder, service))
      if (contracts.note) notes.push(contracts.note)
    } else {
      notes.push(`${service} is not deployed yet: only its start and its calls are verified`)
      findings.push(...(await verifyStart(verification)))
    }
    return [...findings, ...(await verifyPairs(verification, old))]
  } finally {
    await postgres.stop()
  }
}

/** A new service must migrate an empty database and start. */
async function verifyStart(verification: Verification): Promise<Finding[]> {
  const { service, current, onStep } = verification
  onStep(`starting ${service} of the working tree`)
  const all = withCurrent(
    verification,
    current.services.map(({ name }) => name),
  )
  try {
    await exerciseStack(verification, service, all)
    return [runFinding('starts', `${service} of the working tree starts`, 'none')]
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    return [runFinding('start-failed', error.message, 'stop')]
  }
}
