import type { SegmentDocument } from './segment-document.ts'

/** The limit of every text that X-Ray's schema does not state otherwise. */
const longestText = 250
/** X-Ray indexes as many of a trace. */
const mostAnnotations = 50

type Fields = Record<string, unknown>

/**
 * Applies the limits of X-Ray's schema: cuts texts, moves annotations that X-Ray cannot index into the
 * metadata, and renames metadata namespaces that AWS reserves.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export function limitFields(document: SegmentDocument): SegmentDocument {
  const { http, sql, user, aws, service } = document as Fields
  const limited: Fields = {
    ...document,
    ...(user !== undefined && { user: cut(String(user)) }),
    ...(isFields(aws) && { aws: cutTexts(aws) }),
    ...(isFields(service) && { service: cutTexts(service) }),
    ...(isFields(http) && { http: limitHttp(http) }),
    ...(isFields(sql) && { sql: limitSql(sql) }),
  }
  const { indexed, others } = splitAnnotations(document.annotations ?? {})
  const metadata = { ...renameReserved(document.metadata ?? {}), ...others }
  if (document.annotations) limited.annotations = indexed
  if (Object.keys(metadata).length > 0) limited.metadata = metadata
  return limited as SegmentDocument
}

function limitHttp({ request, ...rest }: Fields): Fields {
  return { ...(isFields(request) && { request: cutTexts(request) }), ...rest }
}

/** The statement has no limit of its own. */
function limitSql({ sanitized_query: query, ...rest }: Fields): Fields {
  return { ...cutTexts(rest), ...(query !== undefined && { sanitized_query: query }) }
}

function cutTexts(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'string' ? cut(value) : value,
    ]),
  )
}

function splitAnnotations(annotations: Fields) {
  const entries = Object.entries(annotations)
  const indexed = entries.filter(([, value]) => isIndexable(value)).slice(0, mostAnnotations)
  if (indexed.length === entries.length) return { indexed: annotations, others: {} }
  const keys = new Set(indexed.map(([key]) => key))
  const others = Object.fromEntries(entries.filter(([key]) => !keys.has(key)))
  return { indexed: Object.fromEntries(indexed), others: { annotations: others } }
}

function isIndexable(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
}

/** Namespaces that start with `AWS.` are reserved. */
function renameReserved(metadata: Fields): Fields {
  return Object.fromEntries(
    Object.entries(metadata).map(([namespace, value]) => [
      namespace.replace(/^AWS\./i, 'AWS_'),
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
