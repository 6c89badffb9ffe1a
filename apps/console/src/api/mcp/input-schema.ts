import { fromJsonSchema, type StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import { describeExample } from './examples.ts'
import type { ArgumentSchema, Operation } from './operation.ts'

export type Arguments = Readonly<Record<string, string | number | boolean>>

/**
 * The schema of the arguments of a tool. `null` leaves an argument out, as some models write it. The error of
 * a wrong call has the known arguments or the allowed values, and a correct call, which the validator does
 * not report.
 */
export function inputSchema(
  name: string,
  { input }: Operation,
): StandardSchemaWithJSON<Arguments, Arguments> {
  const schema = fromJsonSchema<Arguments>(input)
  const { properties } = input
  const names = Object.keys(properties)
  const standard = schema['~standard']
  const fail = (message: string) => ({
    issues: [{ message: `${message}. ${describeExample(name)}` }],
  })
  const validate: typeof standard.validate = async (value) => {
    if (typeof value !== 'object' || value === null) return await standard.validate(value)
    const given = Object.entries(value).filter(([, argument]) => argument !== null)
    const unknown = given.map(([name]) => name).filter((name) => !names.includes(name))
    if (unknown.length > 0)
      return fail(
        `Unknown argument ${unknown.join(', ').slice(0, 200)}: the arguments are ${names.join(', ')}`,
      )
    const result = await standard.validate(Object.fromEntries(given))
    if (result.issues === undefined) return result
    const message = result.issues.map((issue) => issue.message).join(', ')
    const allowed = given
      .filter(([name]) => new RegExp(`/${name}\\b`).test(message))
      .map(([name]) => `${name} must be ${describeAllowed(properties[name] ?? {})}`)
    return fail([message, ...allowed].join('. '))
  }
  return { ...schema, '~standard': { ...standard, validate } }
}

function describeAllowed(schema: ArgumentSchema): string {
  if (schema.enum) return `one of ${schema.enum.join(', ')}`
  const { type = 'value', minimum, maximum } = schema
  const article = type === 'integer' ? 'an' : 'a'
  return minimum === undefined || maximum === undefined
    ? `${article} ${type}`
    : `${article} ${type} from ${minimum} to ${maximum}`
}
