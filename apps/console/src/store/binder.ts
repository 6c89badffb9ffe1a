import type { ResourceKeys } from './resource-keys.ts'

/** Values to bind, by parameter name. */
export type Parameters = Record<string, string | number | boolean | readonly string[]>

/** Collects the values of a statement; its text has their places. */
export interface Binder {
  bind(value: string, type: 'String' | 'Float64' | 'Int128' | 'UInt64'): string
  mayBeOfResource(key: string): boolean
  /** The column with the attributes of a row. */
  readonly attributes: AttributesColumn
}

export type AttributesColumn = 'SpanAttributes' | 'Attributes'

export function createBinder(
  prefix: string,
  { mayHave }: ResourceKeys,
  attributes: AttributesColumn = 'SpanAttributes',
) {
  const parameters: Parameters = {}
  const bind: Binder['bind'] = (value, type) => {
    const name = `${prefix}${Object.keys(parameters).length}`
    parameters[name] = value
    return `{${name}:${type}}`
  }
  return { binder: { bind, mayBeOfResource: mayHave, attributes }, parameters }
}
