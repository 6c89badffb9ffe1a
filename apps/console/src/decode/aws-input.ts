import type { Static, TSchema } from '../contract/schema.ts'

/** The input of an operation of an AWS API. */
export type AwsInput = Readonly<Record<string, unknown>>

/** A member of the input that does not match its schema, and the keyword of JSON Schema that it violates. */
export interface InputFailure {
  readonly name: string
  readonly value: unknown
  readonly schema: TSchema
  readonly keyword: string
  /** The bound, pattern or type that the schema requires. */
  readonly wanted: unknown
}

let errors: typeof import('typebox/schema').Errors | undefined

/** Loads the checks with the first request: they take 40 ms. */
export async function loadInputChecks(): Promise<void> {
  errors ??= (await import('typebox/schema')).Errors
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
    if (errors === undefined) throw new Error('loadInputChecks was not called')
    const [isValid, [first]] = errors(schema, value)
    if (isValid || first === undefined) return true
    const { keyword, params } = first
    const [wanted] = Object.values(params)
    throw toError({ name, value, schema, keyword, wanted })
  }

  return { optional, required }
}
