import { type TSchema, Type } from '../../contract/schema.ts'
import { type AwsInput, createInputReader, type InputFailure } from '../../decode/aws-input.ts'
import { AwsError } from './aws-error.ts'

export type Input = AwsInput

export const textUpTo = (maxLength: number) => Type.String({ minLength: 1, maxLength })
export const integerFrom = (minimum: number, maximum: number) => Type.Integer({ minimum, maximum })
export const listOf = <Item extends TSchema>(item: Item, maxItems: number) =>
  Type.Array(item, { minItems: 1, maxItems })
export const Flag = Type.Boolean()
export const GroupName = Type.String({
  ...{ minLength: 1, maxLength: 512, pattern: '^[.\\-_/#A-Za-z0-9]+$' },
})
export const StreamName = Type.String({ minLength: 1, maxLength: 512, pattern: '^[^:*]+$' })

/** @throws AwsError InvalidParameterException or SerializationException, as the service reports them */
export const { optional, required } = createInputReader(toAwsError)

/** `logGroupName`, or the name in `logGroupIdentifier`, which may be an ARN; one of the two is required. */
export function logGroup(input: Input): string {
  const name = optional(input, 'logGroupName', GroupName)
  const identifier = optional(input, 'logGroupIdentifier', textUpTo(2_048))
  if ((name === undefined) === (identifier === undefined))
    throw new AwsError(
      'InvalidParameterException',
      'Exactly one of logGroupName and logGroupIdentifier must be provided',
    )
  if (identifier === undefined) return name ?? ''
  const [, named = identifier] =
    /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(identifier) ?? []
  return required({ logGroupIdentifier: named }, 'logGroupIdentifier', GroupName)
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  boolean: 'a boolean',
  array: 'a list',
  object: 'an object',
}

function toAwsError({ name, value, keyword, wanted }: InputFailure): AwsError {
  if (keyword === 'type' && value !== null)
    return new AwsError(
      'SerializationException',
      `${name} must be ${typeNames[String(wanted)] ?? String(wanted)}`,
    )
  const text = Array.isArray(value) ? (value.length === 0 ? '[]' : '[…]') : String(value ?? null)
  const shown = text.length > 64 ? `${text.slice(0, 64)}…` : text
  return new AwsError(
    'InvalidParameterException',
    `1 validation error detected: Value '${shown}' at '${name}' failed to satisfy constraint: Member must ${constraint(keyword, wanted)}`,
  )
}

function constraint(keyword: string, wanted: unknown): string {
  switch (keyword) {
    case 'minLength':
    case 'minItems':
      return `have length greater than or equal to ${wanted}`
    case 'maxLength':
    case 'maxItems':
      return `have length less than or equal to ${wanted}`
    case 'minimum':
      return `have value greater than or equal to ${wanted}`
    case 'maximum':
      return `have value less than or equal to ${wanted}`
    case 'pattern':
      return `satisfy regular expression pattern: ${String(wanted).slice(1, -1)}`
    default:
      return 'not be null'
  }
}
