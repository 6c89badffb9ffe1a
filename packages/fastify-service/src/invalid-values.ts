import type { FastifyError } from 'fastify'
import type { InvalidValue } from './problem.ts'

type SchemaErrors = NonNullable<FastifyError['validation']>

const maxShown = 10

/** What a failed validation says to the caller: where each wrong value was and what is allowed there. */
export function invalidValues(error: FastifyError): InvalidValue[] {
  const context = error.validationContext ?? 'request'
  return (error.validation ?? []).slice(0, maxShown).map((failure) => ({
    in: `${context}${failure.instancePath}`,
    detail: allowed(failure),
  }))
}

function allowed({ keyword, message = 'is not valid', params }: SchemaErrors[number]): string {
  if (keyword === 'enum' && Array.isArray(params.allowedValues))
    return `must be one of ${params.allowedValues.join(', ')}`
  if (keyword === 'additionalProperties')
    return `has ${JSON.stringify(params.additionalProperty)}, which is not known here`
  return message
}
