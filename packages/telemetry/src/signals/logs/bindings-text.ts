import type { Redactor } from '../../redaction/index.ts'
import type { Fields } from './pino-logger.ts'
import type { Serializers } from './redact-fields.ts'

/** Too short for a secret that its form reveals; the request IDs of Fastify are like that. */
const shortId = /^[\w-]{1,12}$/
const maxNames = 500
/** pino ignores bindings with the names of its old options. */
const ignoredNames = new Set(['level', 'serializers', 'formatters', 'customLevels'])

/** Writes redacted bindings as pino does: JSON with a comma before each. */
export function createBindingsText(
  redactor: Redactor,
  redactFields: (fields: Fields, serializers: Serializers) => Fields,
): (bindings: Fields) => string {
  const prefixes = new Map<string, string | undefined>()

  /** The name as JSON, ready for a value; undefined for a name that needs more than that. */
  function prefixOf(name: string): string | undefined {
    const known = prefixes.get(name)
    if (known !== undefined || prefixes.has(name)) return known
    const isPlain =
      !ignoredNames.has(name) && !redactor.hides(name, 'text') && redactor.text(name) === name
    const prefix = isPlain ? `,${JSON.stringify(name)}:` : undefined
    if (prefixes.size < maxNames) prefixes.set(name, prefix)
    return prefix
  }

  /** The binding of nearly every request logger. */
  function requestId(bindings: Fields): string | undefined {
    let only: string | undefined
    for (const name in bindings) {
      if (only !== undefined) return undefined
      only = name
    }
    const value = only === undefined ? undefined : bindings[only]
    if (only === undefined || typeof value !== 'string' || !shortId.test(value)) return undefined
    const prefix = prefixOf(only)
    return prefix && `${prefix}"${value}"`
  }

  return (bindings) => {
    const short = requestId(bindings)
    if (short !== undefined) return short
    let text = ''
    const safe = redactFields({ ...bindings }, {})
    for (const name in safe) {
      const json = JSON.stringify(safe[name])
      if (json !== undefined && !ignoredNames.has(name)) text += `,${JSON.stringify(name)}:${json}`
    }
    return text
  }
}
