import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ConfigurationError } from '@cruddur/environment'
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
 * Imports the module that `TELEMETRY_EXTENSIONS` names, and lets its instrumentations patch ES modules.
 *
 * @param path relative to the working directory; undefined means no extensions
 * @throws ConfigurationError when the module cannot be imported or its default export is invalid
 */
export async function loadExtensions(path: string | undefined): Promise<TelemetryExtensions> {
  if (path === undefined) return {}
  const exported = await importDefault(path)
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
  if (extensions.instrumentations) {
    // Loaded on demand: an application without extensions does not need it.
    const { instrumentEsModules } = await import('./instrument-es-modules.ts')
    instrumentEsModules(extensions.instrumentations)
  }
  return extensions
}

async function importDefault(path: string): Promise<unknown> {
  try {
    const { default: exported } = await import(pathToFileURL(resolve(path)).href)
    return exported
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw invalid(`must be the path of a module that can be imported (${path}: ${reason})`)
  }
}

function invalid(allowed: string): ConfigurationError {
  return new ConfigurationError([{ name: 'TELEMETRY_EXTENSIONS', allowed }])
}
