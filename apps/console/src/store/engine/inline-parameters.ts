import type { Parameters } from '../binder.ts'

interface Bound {
  readonly query: string
  readonly query_params?: Record<string, unknown> | undefined
}

/**
 * Writes the values of a query as literals. chDB runs queries with parameters one at a time over all
 * connections, because the engine keeps the values of one query per process.
 * @see https://github.com/chdb-io/chdb-node/pull/51
 */
export function inlineParameters<Query extends Bound>(bound: Query): Query {
  const { query, query_params = {} } = bound
  const values = query_params as Parameters
  return {
    ...bound,
    query: query.replaceAll(
      /\{(\w+):([A-Z]\w*(?:\(\w+\))?)\}/g,
      (place, name: string, type: string) => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined
        return value === undefined ? place : literal(value, type)
      },
    ),
    query_params: undefined,
  }
}

function literal(value: Parameters[string], type: string): string {
  if (typeof value === 'object') return `CAST([${value.map(quote).join(', ')}], '${type}')`
  const text = String(value)
  if (type === 'String') return quote(text)
  if (type === 'Identifier') return `\`${escaped(text)}\``
  return `CAST(${quote(text)}, '${type}')`
}

function quote(text: string): string {
  return `'${escaped(text)}'`
}

/** Only these characters have a meaning within quotes; NUL would end the statement. */
function escaped(text: string): string {
  return text.replaceAll(/[\\'`]/g, '\\$&').replaceAll('\0', '\\0')
}
