import type { PostgresServer } from '../../packages/postgres/src/testing/index.ts'
import { variablePrefix } from '../../scripts/services.ts'
import { migrateWith, type StartedService, startServiceOf } from './start-service-of.ts'
import type { Tree } from './tree.ts'

export interface Stack {
  /** The service that the stack was started for. */
  readonly root: StartedService
  stop(): Promise<void>
}

export interface StackOptions {
  readonly postgres: PostgresServer
  /** The version of each service. */
  treeOf(name: string): Tree
  /** Migrated database of the service that the stack is started for; default: a new one. */
  readonly database?: string
}

let databases = 0

/** An empty database. */
export async function createDatabase(postgres: PostgresServer): Promise<string> {
  databases += 1
  return postgres.createDatabase(`verify_${databases}`)
}

export const databaseVariables = (name: string, url: string) => ({
  DATABASE_URL: url,
  [`${variablePrefix(name)}_SAMPLE_DATA`]: 'true',
})

/** Starts a service with the services that it calls, each on a database of its own. @throws StartFailure */
export async function startStack(name: string, options: StackOptions): Promise<Stack> {
  const started: StartedService[] = []
  const stop = async () => {
    for (const service of started.toReversed()) await service.stop()
  }
  try {
    const root = await start(name, options, started, [])
    return { root, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function start(
  name: string,
  options: StackOptions,
  started: StartedService[],
  callers: readonly string[],
): Promise<StartedService> {
  const known = started.find((service) => service.name === name)
  if (known) return known
  const tree = options.treeOf(name)
  const service = tree.services.find((candidate) => candidate.name === name)
  const env: Record<string, string> = {}
  for (const callee of service?.calls ?? [])
    if (!callers.includes(callee)) {
      const { url } = await start(callee, options, started, [...callers, name])
      env[`${variablePrefix(callee)}_URL`] = url
    }
  if (service?.storage === 'postgres') {
    const isRoot = callers.length === 0
    const given = isRoot ? options.database : undefined
    const variables = databaseVariables(name, given ?? (await createDatabase(options.postgres)))
    if (given === undefined) await migrateWith(tree, name, variables)
    Object.assign(env, variables)
  }
  const running = await startServiceOf(tree, name, env)
  started.push(running)
  return running
}
