import type { Static, TSchema } from '../contract/schema.ts'

/** The input of an operation of an AWS API. */
export type AwsInput = Readonly<Record<string, unknown>>

/** A member of the input that does not match its schema, and the keyword of JSON Schema that it violates. */
export interface InputFailure {
  /** With the position of an entry, from 1, and its member: `logEvents.1.timestamp`. */
  readonly name: string
  readonly value: unknown
  readonly schema: TSchema
  readonly keyword: string
  /** The bound, pattern or type that the schema requires. */
  readonly wanted: unknown
}

type Checks = typeof import('typebox/schema')
let checks: Checks | undefined
/** From the second use on: others are created for one call, and compiling takes 2 ms. */
const validators = new WeakMap<TSchema, ReturnType<Checks['Compile']> | undefined>()

/** Loads the checks with the first request: they take 40 ms. */
export async function loadInputChecks(): Promise<void> {
  checks ??= await import('typebox/schema')
}

/**
 * Reads members of inputs, checked by TypeBox. `null` means absent, as in the JSON of AWS.
 * @param toError The error of the API; `keyword` is `required` for a member that is missing.
 */
export function createInputReader(toError: (failure: InputFailure) => Error) {
  function optional<Schema extends TSchema>(
    input: AwsInput,
    name: string,
    schema: Schema,
  ): Static<Schema> | undefined {
    const { [name]: value } = input
    if (value === undefined || value === null) return undefined
    if (matches(name, schema, value)) return value
    return undefined
  }

  function required<Schema extends TSchema>(
    input: AwsInput,
    name: string,
    schema: Schema,
  ): Static<Schema> {
    const value = optional(input, name, schema)
    if (value !== undefined) return value
    throw toError({ name, value: null, schema, keyword: 'required', wanted: undefined })
  }

  function matches<Schema extends TSchema>(
    name: string,
    schema: Schema,
    value: unknown,
  ): value is Static<Schema> {
    if (checks === undefined) throw new Error('loadInputChecks was not called')
    const isUsedAgain = validators.has(schema)
    const validator = validators.get(schema) ?? (isUsedAgain ? checks.Compile(schema) : undefined)
    validators.set(schema, validator)
    // A hundred times faster than listing errors of 10,000 log events.
    if (validator?.Check(value)) return true
    const [isValid, [first]] = checks.Errors(schema, value)
    if (isValid || first === undefined) return true
    throw toError({ schema, ...failure(name, value, first) })
  }

  return { optional, required }
}

type SchemaError = ReturnType<Checks['Errors']>[1][number]

function failure(name: string, value: unknown, { keyword, params, instancePath }: SchemaError) {
  const details = params as Readonly<Record<string, unknown>>
  const missing = keyword === 'required' ? (details.requiredProperties as string[])[0] : undefined
  const path = [...instancePath.split('/').slice(1), ...(missing === undefined ? [] : [missing])]
  const wanted = details.limit ?? Object.values(details)[0]
  let at = { name, value }
  for (const key of path)
    at = {
      name: `${at.name}.${Array.isArray(at.value) ? Number(key) + 1 : key}`,
      value: (at.value as AwsInput)[key],
    }
  return { ...at, keyword, wanted }
}
