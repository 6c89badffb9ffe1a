import { lazily } from '../lazily.ts'
import { type ScopeContext, scopeContext } from '../scope-context.ts'
import { readResource, readScope } from './resource.ts'
import {
  type Reader,
  readFields,
  readMessage,
  readRequest,
  readSlice,
  type Slice,
  takeSlice,
} from './wire.ts'

/** Receives one record of a request. `context` throws when the resource or the scope is invalid. */
export type OnRecord = (reader: Reader, record: Slice, context: () => ScopeContext) => void

/** The fields that have the same numbers at two levels: ResourceSpans and ScopeSpans, for example. */
interface Level {
  /** Field 1: the resource or the scope. */
  owner: Slice | undefined
  /** Field 2: the scope lists or the records. */
  readonly elements: Slice[]
  /** Field 3. */
  schemaUrl: string
}

/**
 * Visits the records of a request: resource → scope → record, with the same field numbers for spans, log
 * records and metrics.
 * @throws OtlpDecodeError
 */
export function readRecords(bytes: Buffer, onRecord: OnRecord): void {
  readRequest(bytes, (reader) =>
    readFields(reader, reader.len, (field) => field === 1 && readResourceList(reader, onRecord)),
  )
}

function readResourceList(reader: Reader, onRecord: OnRecord): true {
  const outer = emptyLevel()
  readMessage(reader, (field) => readLevel(reader, outer, field))
  for (const slice of outer.elements) {
    const inner = emptyLevel()
    readSlice(reader, slice, (field) => readLevel(reader, inner, field))
    const context = lazily(() => readContext(reader, outer, inner))
    for (const record of inner.elements) onRecord(reader, record, context)
  }
  return true
}

function emptyLevel(): Level {
  return { owner: undefined, elements: [], schemaUrl: '' }
}

function readLevel(reader: Reader, level: Level, field: number): boolean {
  if (field === 1) level.owner = takeSlice(reader)
  else if (field === 2) level.elements.push(takeSlice(reader))
  else if (field === 3) level.schemaUrl = reader.string()
  else return false
  return true
}

function readContext(reader: Reader, outer: Level, inner: Level): ScopeContext {
  const { name, version, attributes } = readScope(reader, inner.owner)
  return scopeContext({
    resource: readResource(reader, outer.owner),
    resourceSchemaUrl: outer.schemaUrl,
    scopeName: name,
    scopeVersion: version,
    scopeAttributes: attributes,
    scopeSchemaUrl: inner.schemaUrl,
  })
}
