import pg from 'pg'
import { compareCatalogs } from './compare-catalogs.ts'
import { exercise, isSuccess, newFailures, type Outcomes } from './exercise.ts'
import type { Finding } from './finding.ts'
import type { OpenApiDocument } from './open-api.ts'
import { readCatalog } from './read-catalog.ts'
import { mentionsOf } from './source-mentions.ts'
import { migrateWith, StartFailure } from './start-service-of.ts'
import { createDatabase, databaseVariables, startStack } from './start-stack.ts'
import type { Tree } from './tree.ts'
import {
  declarationOf,
  readDocument,
  runFinding,
  type Verification,
  withCurrent,
} from './verification.ts'

export interface Replacement {
  readonly findings: readonly Finding[]
  readonly oldDocument: OpenApiDocument
  /** Undefined when the new version does not start. */
  readonly document?: OpenApiDocument
}

/**
 * Replaces the deployed version by the one of the working tree, as a rollout does: migrates the database
 * while the deployed version serves, continues and restarts the deployed version on the new schema, then
 * sends the requests of its clients to the new version.
 */
export async function verifyReplacement(
  verification: Verification,
  old: Tree,
): Promise<Replacement> {
  const { service, current, postgres, onStep } = verification
  const stored = [old, current].every(
    (tree) => declarationOf(tree, service)?.storage === 'postgres',
  )
  const database = stored ? await createDatabase(postgres) : undefined
  const options = { postgres, ...(database && { database }) }
  const oldTrees = withCurrent(verification, [])
  const findings: Finding[] = []
  const variables = database ? databaseVariables(service, database) : {}
  if (database) await migrateWith(old, service, variables)

  onStep(`starting ${service} of ${old.version}`)
  const stack = await startStack(service, { ...options, treeOf: oldTrees })
  let oldDocument: OpenApiDocument
  let before: Outcomes
  try {
    oldDocument = await readDocument(stack.root)
    onStep(`sending requests to ${service} of ${old.version}`)
    before = await exercise(stack.root.url, oldDocument)
    if (database) {
      onStep('migrating the database while it serves')
      const url = stack.root.url
      findings.push(...(await migrateWhileServing(verification, old, { url, database, before })))
      const failures = newFailures(before, await exercise(url, oldDocument))
      findings.push(
        ...failures.map((failure) =>
          runFinding('old-fails', `${service} of ${old.version}, new schema: ${failure}`, 'stop'),
        ),
      )
    }
  } finally {
    await stack.stop()
  }
  if (database) {
    onStep(`restarting ${service} of ${old.version} on the new schema`)
    findings.push(
      ...(await startsAgain(() => startStack(service, { ...options, treeOf: oldTrees }))),
    )
  }

  onStep(`starting ${service} of the working tree`)
  const newTrees = withCurrent(
    verification,
    current.services.map(({ name }) => name),
  )
  try {
    const replaced = await startStack(service, { ...options, treeOf: newTrees })
    try {
      const document = await readDocument(replaced.root)
      onStep(`sending the requests of ${old.version} to the working tree`)
      const failures = newFailures(before, await exercise(replaced.root.url, oldDocument))
      findings.push(
        ...failures.map((failure) =>
          runFinding('clients-fail', `clients of ${old.version}: ${failure}`, 'stop'),
        ),
      )
      const count = [...before.values()].filter(isSuccess).length
      if (failures.length === 0)
        findings.push(runFinding('clients-work', `${count} requests return as before`, 'none'))
      return { findings, oldDocument, document }
    } finally {
      await replaced.stop()
    }
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    findings.push(runFinding('start-failed', error.message, 'stop'))
    return { findings, oldDocument }
  }
}

async function migrateWhileServing(
  { service, current }: Verification,
  old: Tree,
  { url, database, before }: { url: string; database: string; before: Outcomes },
): Promise<Finding[]> {
  const client = new pg.Client(database)
  await client.connect()
  const reads = [...before]
    .filter(([key, outcome]) => /^GET [^{ ]+$/.test(key) && isSuccess(outcome))
    .map(([key]) => key.slice('GET '.length))
  let isDone = false
  const failed = new Set<string>()
  const serving = Promise.all(
    reads.map(async (path) => {
      do {
        const response = await fetch(`${url}${path}`).catch(() => undefined)
        await response?.body?.cancel()
        if (!response?.ok) failed.add(`GET ${path} returned ${response?.status ?? 'nothing'}`)
      } while (!isDone)
    }),
  )
  try {
    const catalog = await readCatalog(client)
    const failure = await migrateWith(current, service, databaseVariables(service, database)).then(
      () => undefined,
      (error: Error) => error,
    )
    if (failure && !(failure instanceof StartFailure)) throw failure
    isDone = true
    await serving
    const mentions = mentionsOf(old.folder, service)
    return [
      ...(failure ? [databaseFinding('migration-failed', failure.message)] : []),
      // A migration that fails later has changed the schema, too.
      ...compareCatalogs(catalog, await readCatalog(client), { mentions }),
      ...[...failed].map((each) => databaseFinding('migration-disturbs', `meanwhile ${each}`)),
    ]
  } finally {
    isDone = true
    await serving
    await client.end()
  }
}

const databaseFinding = (rule: string, message: string): Finding => ({
  area: 'database',
  rule,
  message,
  effect: 'stop',
})

async function startsAgain(start: () => ReturnType<typeof startStack>): Promise<Finding[]> {
  try {
    await (await start()).stop()
    return []
  } catch (error) {
    if (!(error instanceof StartFailure)) throw error
    return [runFinding('restart-failed', `on the new schema, ${error.message}`, 'stop')]
  }
}
