import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Schema } from './open-api.ts'

/** Values of responses by the name of their property. */
export type SeenValues = ReadonlyMap<string, readonly unknown[]>

export interface SampleOptions {
  readonly seen: SeenValues
  /** Prefers values of responses, such as the ID of an existing row, to generated ones. */
  readonly prefersSeen: boolean
  /** Includes optional properties. */
  readonly isComplete: boolean
  /** Makes generated texts unique. */
  readonly suffix: string
}

const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false })

/** Whether a value is valid; a schema that cannot be compiled accepts everything. */
function isValid(schema: Schema, value: unknown): boolean {
  try {
    return ajv.validate(schema, value)
  } catch {
    return true
  }
}

export const problemsOf = (schema: Schema, value: unknown): string =>
  isValid(schema, value) ? '' : ajv.errorsText(ajv.errors, { dataVar: 'body' })

/** A value that the schema accepts; undefined when none can be generated, as for most patterns. */
export function sampleValue(schema: Schema, name: string, options: SampleOptions): unknown {
  const seen = options.seen.get(name) ?? []
  const generated = generate(schema, options)
  const candidates = [
    ...listOf(schema.enum),
    ...('const' in schema ? [schema.const] : []),
    ...(options.prefersSeen ? [...seen, ...generated] : [...generated, ...seen]),
    ...listOf(schema.examples),
    schema.example,
    schema.default,
  ]
  return candidates.find((value) => value !== undefined && isValid(schema, value))
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

function generate(schema: Schema, options: SampleOptions): unknown[] {
  for (const union of ['anyOf', 'oneOf', 'allOf']) {
    const branches = listOf(schema[union]).filter(isSchema)
    if (branches.length > 0) {
      const values = branches.map((branch) => sampleValue(branch, '', options))
      return union === 'allOf' ? [Object.assign({}, ...values)] : values
    }
  }
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  const type = types.find((each) => each !== 'null') ?? (schema.properties ? 'object' : undefined)
  switch (type) {
    case 'string':
      return texts(schema, options.suffix)
    case 'integer':
    case 'number':
      return [schema.minimum, schema.maximum, 1, 0, schema.multipleOf]
    case 'boolean':
      return [true, false]
    case 'array': {
      const item = isSchema(schema.items) ? sampleValue(schema.items, '', options) : 'verify'
      return [[item], []]
    }
    case 'object':
      return [object(schema, options)]
    default:
      return []
  }
}

function texts({ format, minLength, maxLength }: Schema, suffix: string): string[] {
  const byFormat: Readonly<Record<string, string>> = {
    uuid: '00000000-0000-4000-8000-000000000000',
    'date-time': '2026-01-01T00:00:00Z',
    date: '2026-01-01',
    email: `verify-${suffix}@cruddur.example`,
    uri: 'https://cruddur.example/verify',
  }
  const text = `verify-${suffix}`
    .padEnd(typeof minLength === 'number' ? minLength : 0, 'x')
    .slice(-(typeof maxLength === 'number' ? Math.max(1, maxLength) : 1_000))
  return [byFormat[String(format)] ?? text, text, '1', 'a']
}

function object({ properties = {}, required }: Schema, options: SampleOptions): object {
  const names = options.isComplete ? Object.keys(properties as object) : listOf(required)
  return Object.fromEntries(
    names.flatMap((name) => {
      const schema = (properties as Record<string, unknown>)[String(name)]
      const value = isSchema(schema) ? sampleValue(schema, String(name), options) : undefined
      return value === undefined ? [] : [[String(name), value]]
    }),
  )
}
