import type { SegmentDocument } from './segment-document.ts'

/** The limit of every text that X-Ray's schema does not state otherwise. */
const longestText = 250
/** X-Ray indexes as many of a trace. */
const maxAnnotations = 50

type Fields = Record<string, unknown>

/**
 * Applies the limits of X-Ray's schema in place: cuts texts, moves annotations that X-Ray cannot index into
 * the metadata, and renames metadata namespaces that AWS reserves. Most documents are within the limits.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export function limitFields(document: SegmentDocument): void {
  const fields = document as Fields
  const { http, sql, user } = fields
  if (user !== undefined) fields.user = cut(String(user))
  if (isFields(http)) fields.http = limitHttp(http)
  // The statement has no limit of its own.
  if (isFields(sql)) fields.sql = cutTexts(sql, 'sanitized_query')
  if (document.metadata) document.metadata = renameReserved(document.metadata)
  limitAnnotations(document)
}

function limitHttp(http: Fields): Fields {
  const request = cutTexts(http.request)
  return request === http.request ? http : { ...http, request }
}

/** Returns the same object if no text is too long. */
export function cutTexts<Value>(value: Value, except?: string): Value {
  if (!isFields(value)) return value
  let limited: Fields = value
  for (const key of Object.keys(value)) {
    const text = value[key]
    if (typeof text !== 'string' || text.length <= longestText || key === except) continue
    if (limited === value) limited = { ...value }
    limited[key] = cut(text)
  }
  return limited as Value
}

function limitAnnotations(document: SegmentDocument): void {
  const { annotations } = document
  if (annotations === undefined) return
  let count = 0
  let others: Fields | undefined
  for (const key of Object.keys(annotations)) {
    const value = annotations[key]
    if (isIndexable(value)) count += 1
    if (isIndexable(value) && count <= maxAnnotations) continue
    others ??= {}
    others[key] = value
    delete annotations[key]
  }
  if (others) document.metadata = { ...document.metadata, annotations: others }
}

/** X-Ray indexes texts, flags and numbers. */
export function isIndexable(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

/** Namespaces that start with `AWS.` are reserved. */
function renameReserved(metadata: Fields): Fields {
  const reserved = /^AWS\./i
  if (!Object.keys(metadata).some((namespace) => reserved.test(namespace))) return metadata
  return Object.fromEntries(
    Object.entries(metadata).map(([namespace, value]) => [
      namespace.replace(reserved, 'AWS_'),
      value,
    ]),
  )
}

function cut(text: string): string {
  return text.length > longestText ? text.slice(0, longestText).toWellFormed() : text
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
