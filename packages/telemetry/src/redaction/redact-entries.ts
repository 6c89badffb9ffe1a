import type { Hides } from './named-values.ts'
import { redacted } from './redacted.ts'

const list = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const nameKeys = list(
  'name key command cmd field header param parameter property attribute label k Name Key Field Header',
)
const valueKeys = list(
  'value values val v content data text default args received actual input Value Values Content',
)
/** The place of a value that failed a validation: a name, a path of names, or a JSON pointer. */
const placeKeys = list('path loc instancePath dataPath')
/** Secrets of Kubernetes, and private keys as JSON. */
const secretData = list('data stringData')
const keyParts = list('d p q dp dq qi k')
const statementKeys = list('sql query text statement document')
const parameterKeys = list('params parameters bindings bind values variables args')
/** The code of an OAuth request is exchanged for a token. */
const grantKeys = list('grant_type grantType redirect_uri redirectUri')
const codeKeys = list('code state assertion')
const longestName = 64

/** A list in which a value after its name is hidden: a pair, raw headers, arguments of a command. */
export function redactPairs(values: readonly unknown[], hides: Hides): readonly unknown[] {
  if (values.length < 2) return values
  const isFlat = values.length % 2 === 0 && values.every((value) => typeof value === 'string')
  return values.map((value, at) => {
    const name = values[at - 1]
    if (typeof name !== 'string' || name.length > longestName) return value
    const isName = values.length === 2 || (isFlat && at % 2 === 1) || name.startsWith('-')
    return isName && hides(name, value) ? redacted : value
  })
}

/** Keys whose values other entries make sensitive: `{ name: 'password', value }`, `{ sql, params }`. */
export function keysHiddenByOthers(
  record: Readonly<Record<string, unknown>>,
  hides: Hides,
): ReadonlySet<string> | undefined {
  let hidden: ReadonlySet<string> | undefined
  for (const key of Object.keys(record)) {
    if (grantKeys.has(key)) hidden = codeKeys
    else if (statementKeys.has(key)) {
      if (isStatement(record[key])) hidden = parameterKeys
    } else if (key === 'kty') hidden = keyParts
    else if (key === 'kind' && record[key] === 'Secret') hidden = secretData
    else if (nameKeys.has(key) || placeKeys.has(key)) {
      const name = placeKeys.has(key) ? lastName(record[key]) : record[key]
      if (typeof name !== 'string' || name.length > longestName || !hides(name, '')) continue
      return valueKeys
    }
  }
  return hidden
}

/** `password` of `['user', 'password']`, `user.password` and `/user/password`. */
function lastName(place: unknown): unknown {
  if (Array.isArray(place)) return place.findLast((part) => typeof part === 'string')
  return typeof place === 'string' ? /^\/?(?:[\w-]+[./])*([\w-]+)$/.exec(place)?.[1] : undefined
}

const statement =
  /^\s*(?:select|insert|update|delete|with|merge|replace|call|query|mutation|subscription)\b|^\s*\{/i
const isStatement = (value: unknown) => typeof value === 'string' && statement.test(value)
