import type { FastifyError } from 'fastify'
import type { InvalidValue } from './problem.ts'

type SchemaErrors = NonNullable<FastifyError['validation']>

const maxShown = 10

/** Describes a failed validation: the location of each invalid value and the allowed values. */
export function invalidValues(error: FastifyError): InvalidValue[] {
  const context = error.validationContext ?? 'request'
  return (error.validation ?? []).slice(0, maxShown).map((failure) => ({
    in: `${context}${failure.instancePath}`,
    detail: allowed(failure),
  }))
}

function allowed({ keyword, message = 'is invalid', params }: SchemaErrors[number]): string {
  if (keyword === 'enum' && Array.isArray(params.allowedValues))
    return `must be one of ${params.allowedValues.join(', ')}`
  if (keyword === 'additionalProperties')
    return `must not have the unknown property ${JSON.stringify(params.additionalProperty)}`
  return message
}
