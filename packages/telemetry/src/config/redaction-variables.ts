import { matching, type Values } from '@cruddur/environment'

const names = /^[\w.-]+(\s*,\s*[\w.-]+)*$/
const allowed = 'names separated by commas'

export const redactionVariables = {
  TELEMETRY_REDACT_KEYS: matching(names, allowed, {
    description:
      'Additional names whose values are redacted in headers, queries, bodies and messages; case and separators are ignored',
  }),
  TELEMETRY_KEEP_QUERY_KEYS: matching(names, allowed, {
    description: 'Query keys whose values are kept; all other query values are redacted',
    default: 'limit,before',
  }),
}

export interface RedactionConfig {
  readonly redactKeys: readonly string[]
  readonly keepQueryKeys: readonly string[]
}

export function redactionConfig(values: Values<typeof redactionVariables>): RedactionConfig {
  return Object.freeze({
    redactKeys: list(values.TELEMETRY_REDACT_KEYS),
    keepQueryKeys: list(values.TELEMETRY_KEEP_QUERY_KEYS),
  })
}

const list = (text = '') => text.split(',').flatMap((name) => name.trim() || [])
