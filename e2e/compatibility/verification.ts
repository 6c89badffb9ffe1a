import type { PostgresServer } from '../../packages/postgres/src/testing/index.ts'
import type { Service } from '../../scripts/services.ts'
import { exercise, type Outcomes } from './exercise.ts'
import type { Finding } from './finding.ts'
import type { OpenApiDocument } from './open-api.ts'
import type { StartedService } from './start-service-of.ts'
import { startStack } from './start-stack.ts'
import type { Tree } from './tree.ts'

/** The data that all steps of one verification use. */
export interface Verification {
  /** Name of the service that is to be deployed. */
  readonly service: string
  readonly current: Tree
  /** The deployed version of each deployed service. */
  readonly deployed: ReadonlyMap<string, Tree>
  readonly postgres: PostgresServer
  readonly onStep: (step: string) => void
}

/** Chooses the version of each service of a stack. */
export type TreeOf = (name: string) => Tree

/** The named services of the working tree, all others as deployed. */
export const withCurrent =
  ({ current, deployed }: Verification, names: readonly string[]): TreeOf =>
  (name) =>
    names.includes(name) ? current : (deployed.get(name) ?? current)

export const declarationOf = (tree: Tree | undefined, name: string): Service | undefined =>
  tree?.services.find((service) => service.name === name)

/** Starts a stack, sends the requests of the document of its root, or of `document`, and stops it. */
export async function exerciseStack(
  { postgres }: Verification,
  name: string,
  treeOf: TreeOf,
  document?: OpenApiDocument,
): Promise<Outcomes> {
  const stack = await startStack(name, { postgres, treeOf })
  try {
    return await exercise(stack.root.url, document ?? (await readDocument(stack.root)))
  } finally {
    await stack.stop()
  }
}

export async function readDocument({ url, name }: StartedService): Promise<OpenApiDocument> {
  const response = await fetch(`${url}/openapi.json`)
  if (!response.ok) throw new Error(`${name}: /openapi.json returned ${response.status}`)
  return (await response.json()) as OpenApiDocument
}

export const runFinding = (
  rule: string,
  message: string,
  effect: Finding['effect'],
  first?: readonly string[],
): Finding => ({ area: 'run', rule, message, effect, ...(first && { first }) })
