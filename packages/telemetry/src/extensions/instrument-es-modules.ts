import { builtinModules, createRequire } from 'node:module'
import type { Instrumentation } from '@opentelemetry/instrumentation'

const require = createRequire(import.meta.url)

/**
 * Lets instrumentations patch modules that are loaded with `import`. Only the modules that they
 * name are intercepted, on the thread of the application and without a loader option.
 *
 * Does nothing on Node 24.0 to 24.11.0, whose hooks cannot do this: https://github.com/nodejs/node/pull/59929
 */
export function instrumentEsModules(instrumentations: readonly Instrumentation[]): void {
  const names = instrumentations
    .flatMap(moduleNames)
    .filter((name) => !builtinModules.includes(name.replace(/^node:/, '')))
  if (names.length === 0) return
  // Loaded on demand: an application without extensions does not need it.
  const { register, supportsSyncHooks } =
    require('import-in-the-middle/register-hooks.mjs') as typeof import('import-in-the-middle/register-hooks.mjs')
  if (supportsSyncHooks()) register({ include: names })
}

function moduleNames(instrumentation: Instrumentation): string[] {
  const { getModuleDefinitions } = instrumentation as {
    readonly getModuleDefinitions?: () => readonly { readonly name: string }[]
  }
  return getModuleDefinitions?.call(instrumentation).map(({ name }) => name) ?? []
}
