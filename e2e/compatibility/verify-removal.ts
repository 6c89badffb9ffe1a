import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compareApi } from './compare-api.ts'
import type { Finding } from './finding.ts'
import type { OpenApiDocument } from './open-api.ts'
import type { Tree } from './tree.ts'
import { declarationOf, runFinding } from './verification.ts'

/**
 * Judges the removal of a service: deployed callers must be replaced first, and other services must
 * serve its routes.
 */
export async function verifyRemoval(
  service: string,
  old: Tree,
  current: Tree,
  deployed: ReadonlyMap<string, Tree>,
): Promise<Finding[]> {
  const callers = [...deployed].filter(([name, tree]) =>
    declarationOf(tree, name)?.calls.includes(service),
  )
  const findings = callers.map(([name]) => {
    const stillCalls = declarationOf(current, name)?.calls.includes(service)
    return stillCalls
      ? runFinding('caller-left', `${name} of the working tree calls ${service}`, 'stop')
      : runFinding('caller-deployed', `the deployed ${name} calls ${service}`, 'order', [name])
  })
  const document = readDocument(old, service)
  if (!document) return findings
  const paths: NonNullable<OpenApiDocument['paths']> = Object.assign(
    {},
    ...current.services.map(({ name }) => readDocument(current, name)?.paths),
  )
  const kept = Object.fromEntries(
    Object.entries(paths).filter(([path]) => path in (document.paths ?? {})),
  )
  return [...findings, ...(await compareApi(document, { ...document, paths: kept }))]
}

function readDocument({ folder }: Tree, service: string): OpenApiDocument | undefined {
  const file = join(folder, 'apps', service, 'openapi.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}
