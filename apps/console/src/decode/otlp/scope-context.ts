import { type Attributes, attributeChars, rowTypesText, typesOf } from './attributes.ts'

/** The resource and the instrumentation scope of the records in one list of a request. */
export interface ScopeFields {
  readonly resource: Attributes
  readonly resourceSchemaUrl: string
  readonly scopeName: string
  readonly scopeVersion: string
  readonly scopeAttributes: Attributes
  readonly scopeSchemaUrl: string
}

/** With the values that are computed once for all of its records. */
export interface ScopeContext extends ScopeFields {
  readonly serviceName: string
  /** Types of the resource's values, for records that add none. */
  readonly resourceTypes: string | undefined
  /** Characters that each row repeats. */
  readonly chars: number
}

export function scopeContext(fields: ScopeFields): ScopeContext {
  const { resource, scopeName, scopeVersion, scopeAttributes } = fields
  return {
    ...fields,
    serviceName: resource['service.name'] || 'unknown_service',
    resourceTypes: rowTypesText({ resource: typesOf(resource) }),
    chars:
      attributeChars(resource) +
      attributeChars(scopeAttributes) +
      scopeName.length +
      scopeVersion.length,
  }
}
