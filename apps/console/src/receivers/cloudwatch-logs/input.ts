import { AwsError } from './aws-error.ts'

/** The input of an operation. */
export type Input = Readonly<Record<string, unknown>>

export interface TextRules {
  readonly maxLength: number
  readonly pattern?: RegExp
}

export const groupName: TextRules = { maxLength: 512, pattern: /^[.\-_/#A-Za-z0-9]+$/ }
export const streamName: TextRules = { maxLength: 512, pattern: /^[^:*]+$/ }

/** @throws AwsError InvalidParameterException when the field is invalid. */
export function optionalText(input: Input, name: string, rules: TextRules): string | undefined {
  const value = input[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw wrongType(name, 'a string')
  const { maxLength, pattern } = rules
  if (value === '') throw invalid(name, value, 'Member must have length greater than or equal to 1')
  if (value.length > maxLength)
    throw invalid(name, value, `Member must have length less than or equal to ${maxLength}`)
  if (pattern && !pattern.test(value))
    throw invalid(
      name,
      value,
      `Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`,
    )
  return value
}

export function text(input: Input, name: string, rules: TextRules): string {
  const value = optionalText(input, name, rules)
  if (value === undefined) throw invalid(name, 'null', 'Member must not be null')
  return value
}

/** `logGroupName`, or the name in `logGroupIdentifier`, which may be an ARN; one of the two is required. */
export function logGroup(input: Input): string {
  const name = optionalText(input, 'logGroupName', groupName)
  const identifier = optionalText(input, 'logGroupIdentifier', { maxLength: 2_048 })
  if ((name === undefined) === (identifier === undefined))
    throw new AwsError(
      'InvalidParameterException',
      'Exactly one of logGroupName and logGroupIdentifier must be provided',
    )
  if (identifier === undefined) return name ?? ''
  const [, named = identifier] =
    /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(identifier) ?? []
  return text({ logGroupIdentifier: named }, 'logGroupIdentifier', groupName)
}

export function integer(
  input: Input,
  name: string,
  { min, max, fallback }: { min: number; max: number; fallback: number },
): number {
  const value = input[name]
  if (value === undefined || value === null) return fallback
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name, 'an integer')
  if (value < min)
    throw invalid(name, String(value), `Member must have value greater than or equal to ${min}`)
  if (value > max)
    throw invalid(name, String(value), `Member must have value less than or equal to ${max}`)
  return value
}

export function flag(input: Input, name: string, fallback: boolean): boolean {
  const value = input[name] ?? fallback
  if (typeof value !== 'boolean') throw wrongType(name, 'a boolean')
  return value
}

export function list(
  input: Input,
  name: string,
  { min, max }: { min: number; max: number },
): readonly unknown[] {
  const value = input[name]
  if (value === undefined || value === null) throw invalid(name, 'null', 'Member must not be null')
  if (!Array.isArray(value)) throw wrongType(name, 'a list')
  if (value.length < min)
    throw invalid(name, '[]', `Member must have length greater than or equal to ${min}`)
  if (value.length > max)
    throw invalid(name, '[…]', `Member must have length less than or equal to ${max}`)
  return value
}

function invalid(name: string, value: string, constraint: string): AwsError {
  const shown = value.length > 64 ? `${value.slice(0, 64)}…` : value
  return new AwsError(
    'InvalidParameterException',
    `1 validation error detected: Value '${shown}' at '${name}' failed to satisfy constraint: ${constraint}`,
  )
}

function wrongType(name: string, wanted: string): AwsError {
  return new AwsError('SerializationException', `${name} must be ${wanted}`)
}
