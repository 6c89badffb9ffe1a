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
  const plainNames = new Map<string, boolean>()

  function isPlainName(name: string): boolean {
    const known = plainNames.get(name)
    if (known !== undefined) return known
    const isPlain = !redactor.hides(name, 'text') && redactor.text(name) === name
    if (plainNames.size < maxNames) plainNames.set(name, isPlain)
    return isPlain
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
    return isPlainName(only) && !ignoredNames.has(only)
      ? `,${JSON.stringify(only)}:"${value}"`
      : undefined
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
