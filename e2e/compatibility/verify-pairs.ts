import { newFailures, type Outcomes } from './exercise.ts'
import type { Finding } from './finding.ts'
import { StartFailure } from './start-service-of.ts'
import type { Tree } from './tree.ts'
import {
  declarationOf,
  exerciseStack,
  runFinding,
  type TreeOf,
  type Verification,
  withCurrent,
} from './verification.ts'

/** Runs the new service with the deployed services that it calls and that call it. */
export async function verifyPairs(
  verification: Verification,
  old: Tree | undefined,
): Promise<Finding[]> {
  const { service, current, deployed } = verification
  const findings: Finding[] = []
  for (const callee of declarationOf(current, service)?.calls ?? [])
    findings.push(...(await verifyCallee(verification, old, callee)))
  if (old)
    for (const [caller, tree] of deployed)
      if (declarationOf(tree, caller)?.calls.includes(service))
        findings.push(...(await verifyCaller(verification, caller, tree)))
  return findings
}

/** The new service with a deployed callee. If it fails, the callee must be deployed first, if that is safe. */
async function verifyCallee(
  verification: Verification,
  old: Tree | undefined,
  callee: string,
): Promise<Finding[]> {
  const { service, current, deployed, onStep } = verification
  const tree = deployed.get(callee)
  const pair = `${service} of the working tree with ${callee} of ${tree?.version}`
  if (!tree)
    return [runFinding('callee-missing', `${callee} is not deployed yet`, 'order', [callee])]
  onStep(`running ${pair}`)
  const all = withCurrent(
    verification,
    current.services.map(({ name }) => name),
  )
  const failures = await failuresBetween(verification, service, all, (name) =>
    name === callee ? tree : all(name),
  )
  if (failures.length === 0) return [works(pair)]
  // The callee would be deployed next to the deployed version of this service.
  const isSafe =
    !old ||
    !declarationOf(old, service)?.calls.includes(callee) ||
    (await failuresBetween(
      verification,
      service,
      withCurrent(verification, []),
      withCurrent(verification, [callee]),
    ).then(({ length }) => length === 0))
  return fails(pair, failures, isSafe, callee)
}

/** A deployed caller with the new service. If it fails, the caller must be deployed first, if that is safe. */
async function verifyCaller(
  verification: Verification,
  caller: string,
  tree: Tree,
): Promise<Finding[]> {
  const { service, current, onStep } = verification
  const pair = `${caller} of ${tree.version} with ${service} of the working tree`
  onStep(`running ${pair}`)
  const failures = await failuresBetween(
    verification,
    caller,
    withCurrent(verification, []),
    withCurrent(verification, [service]),
  )
  if (failures.length === 0) return [works(pair)]
  const declared = declarationOf(current, caller)
  // A caller that is removed, or that no longer calls the service, can be deployed before.
  const isSafe =
    !declared?.calls.includes(service) ||
    (await failuresBetween(
      verification,
      caller,
      withCurrent(verification, [caller, service]),
      withCurrent(verification, [caller]),
    ).then(({ length }) => length === 0))
  return fails(pair, failures, isSafe, caller)
}

/** Requests to a service that succeed in one combination of versions and fail in the other. */
async function failuresBetween(
  verification: Verification,
  name: string,
  working: TreeOf,
  mixed: TreeOf,
): Promise<string[]> {
  const [before, now] = await Promise.all([
    outcomesOf(verification, name, working),
    outcomesOf(verification, name, mixed),
  ])
  if (typeof before === 'string') return [before]
  return typeof now === 'string' ? [now] : newFailures(before, now)
}

async function outcomesOf(
  verification: Verification,
  name: string,
  treeOf: TreeOf,
): Promise<Outcomes | string> {
  try {
    return await exerciseStack(verification, name, treeOf)
  } catch (error) {
    if (error instanceof StartFailure) return error.message
    throw error
  }
}

const works = (pair: string) => runFinding('pair-works', pair, 'none')

const fails = (pair: string, failures: readonly string[], isSafe: boolean, first: string) =>
  failures.map((failure) =>
    isSafe
      ? runFinding('pair-fails', `${pair}: ${failure}`, 'order', [first])
      : runFinding('pair-fails', `${pair}: ${failure}`, 'stop'),
  )
