import { builtinModules, createRequire } from 'node:module'
import { resolve } from 'node:path'
import { types } from 'node:util'
import { ConfigurationError } from '@cruddur/environment'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { TelemetryExtensions } from './extensions.ts'

const isList = (method: string) => (value: unknown) =>
  Array.isArray(value) && value.every((each) => typeof each?.[method] === 'function')
const isFunction = (value: unknown) => typeof value === 'function'
const isObject = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The members of the default export and the form of each. */
const members: Record<
  keyof TelemetryExtensions,
  { readonly allowed: string; readonly test: (value: unknown) => boolean }
> = {
  instrumentations: { allowed: 'an array of instrumentations', test: isList('enable') },
  spanProcessors: { allowed: 'an array of span processors', test: isList('onEnd') },
  logStreams: { allowed: 'an array of objects with write()', test: isList('write') },
  resourceAttributes: { allowed: 'an object of attributes', test: isObject },
  baggageKeys: {
    allowed: 'an array of strings',
    test: (value) => Array.isArray(value) && value.every((key) => typeof key === 'string'),
  },
  beforeSend: { allowed: 'a function', test: isFunction },
}

/**
 * Loads the module that `TELEMETRY_EXTENSIONS` names, and lets its instrumentations patch ES modules.
 *
 * @param path relative to the working directory; undefined means no extensions
 * @throws ConfigurationError when the module cannot be loaded or its default export is invalid
 */
export function loadExtensions(path: string | undefined): TelemetryExtensions {
  if (path === undefined) return {}
  const exported = loadDefault(path)
  const found = isObject(exported) ? Object.entries(exported as object) : undefined
  if (!found) throw invalid('must be the path of a module whose default export is an object')
  for (const [name, value] of found) {
    const member = members[name as keyof TelemetryExtensions]
    if (!member) {
      throw invalid(`exports "${name}"; allowed are ${Object.keys(members).join(', ')}`)
    }
    if (value !== undefined && !member.test(value)) {
      throw invalid(`exports "${name}", which must be ${member.allowed}`)
    }
  }
  const extensions = exported as TelemetryExtensions
  if (extensions.instrumentations) instrumentEsModules(extensions.instrumentations)
  return extensions
}

/** `require`, because a module that is loaded by `--require` cannot wait for an import. */
const require = createRequire(import.meta.url)

function loadDefault(path: string): unknown {
  try {
    const loaded: unknown = require(resolve(path))
    // The exports of a CommonJS module are its default export, unless it was compiled from an ES module.
    const isEsModule = types.isModuleNamespaceObject(loaded) || Object(loaded).__esModule === true
    return isEsModule ? (loaded as { readonly default?: unknown }).default : loaded
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const reason = code === 'ERR_REQUIRE_ASYNC_MODULE' ? 'it has a top-level await' : message
    throw invalid(
      `must be the path of a module that can be loaded (${path}: ${String(reason ?? error).split('\n')[0]})`,
    )
  }
}

function invalid(allowed: string): ConfigurationError {
  return new ConfigurationError([{ name: 'TELEMETRY_EXTENSIONS', allowed }])
}

/**
 * Lets instrumentations patch modules that are loaded with `import`. Only the modules that they
 * name are intercepted, on the thread of the application and without a loader option.
 *
 * Does nothing on Node 24.0 to 24.11.0, whose hooks cannot do this: https://github.com/nodejs/node/pull/59929
 */
function instrumentEsModules(instrumentations: readonly Instrumentation[]): void {
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
