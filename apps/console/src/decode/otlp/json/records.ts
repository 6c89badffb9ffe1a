import type { RowCollector } from '../decoded-rows.ts'
import { InvalidRecordError, invalidField } from '../invalid-record-error.ts'
import { lazily } from '../lazily.ts'
import { OtlpDecodeError } from '../otlp-decode-error.ts'
import { type ScopeContext, scopeContext } from '../scope-context.ts'
import { attributesField } from './any-value.ts'
import { arrayField, field, isObject, type JsonObject, objectField, textField } from './wire.ts'

/** Names of the nested lists of a request: `resourceSpans`, `scopeSpans`, `spans`. */
export interface ListNames {
  readonly resources: string
  readonly scopes: string
  readonly records: string
}

/**
 * Visits the records of a request. An invalid record, or an invalid resource or scope around it, only
 * rejects the records concerned.
 * @throws OtlpDecodeError when the request as a whole cannot be read
 */
export function decodeRecords<Row>(
  request: JsonObject,
  names: ListNames,
  collector: RowCollector<Row>,
  addRecord: (record: JsonObject, context: ScopeContext) => void,
): void {
  for (const resource of list(request, names.resources))
    for (const scope of list(resource, names.scopes)) {
      const context = lazily(() => readContext(resource, scope))
      for (const record of elements(scope, names.records))
        collector.record(() => {
          if (!isObject(record))
            throw invalidField(`an element of ${names.records}`, 'an object', record)
          addRecord(record, context())
        })
    }
}

function readContext(resourceList: JsonObject, scopeList: JsonObject): ScopeContext {
  const scope = objectField(scopeList, 'scope')
  return scopeContext({
    resource: attributesField(objectField(resourceList, 'resource'), 'attributes'),
    resourceSchemaUrl: textField(resourceList, 'schemaUrl'),
    scopeName: textField(scope, 'name'),
    scopeVersion: textField(scope, 'version'),
    scopeAttributes: attributesField(scope, 'attributes'),
    scopeSchemaUrl: textField(scopeList, 'schemaUrl'),
  })
}

const pathOf: Readonly<Record<string, string>> = {
  resourceSpans: '/v1/traces',
  resourceLogs: '/v1/logs',
  resourceMetrics: '/v1/metrics',
}

/** Names the right path when the body is a request of another signal. */
export function checkSignal(request: JsonObject, expected: string): void {
  if (field(request, expected) !== undefined) return
  for (const [name, path] of Object.entries(pathOf))
    if (name !== expected && field(request, name) !== undefined)
      throw new OtlpDecodeError(
        'malformed',
        `The body contains ${name} instead of ${expected}: send it to ${path}`,
      )
}

/** Without its lists, the number of records in a request is unknown: the request is malformed. */
function list(parent: JsonObject, name: string): readonly JsonObject[] {
  const found = elements(parent, name)
  if (!found.every(isObject))
    throw new OtlpDecodeError('malformed', `${name} must be an array of objects`)
  return found
}

function elements(parent: JsonObject, name: string): readonly unknown[] {
  try {
    return arrayField(parent, name)
  } catch (error) {
    if (error instanceof InvalidRecordError)
      throw new OtlpDecodeError('malformed', error.message, { cause: error })
    throw error
  }
}
