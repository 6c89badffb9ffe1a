import type { SpanRow } from '../../model/span-row.ts'
import {
  attribute,
  failedTransiently,
  httpMethod,
  httpUrl,
  pathOf,
  serverHost,
} from './attribute.ts'
import { idsOf, pathTemplate, queryIdsOf } from './path-template.ts'
import { readStatement, type Statement } from './statement.ts'

/** A query or an outgoing call. */
export interface Call {
  readonly type: 'query' | 'http' | 'rpc'
  /** Equal for calls of the same kind to the same peer. */
  readonly key: string
  /** Equal for attempts of one call, as far as the span shows. */
  readonly exactKey: string
  /** For people: `GET users:4002/users/*`, `select … from replies where activity = ?`. */
  readonly label: string
  /** Does not change data. */
  readonly isRead: boolean
  /** Repeating it is intended: batches, pages, caches, polling of a queue, parts of an upload. */
  readonly isRepeatable: boolean
  /** Values that the caller had to know: the IDs of the URL. */
  readonly ids: readonly string[]
  /** Values that the span does not show. */
  readonly hasUnknownInput: boolean
  readonly failed: boolean
}

const caches = /redis|valkey|memcache|dragonfly|keydb|hazelcast|ehcache|caffeine|infinispan/i
const pages =
  /[?&](?:page|cursor|offset|start|skip|after|before|continuation|page_?token|next_?token|marker|partnumber|uploadid|range|since)\w*=/i
const staticFile = /\.(?:js|css|png|jpe?g|svg|gif|webp|woff2?|ico|map)$/i
const maxTexts = 10_000

/** Reads the calls of one trace; equal statements are normalized once. */
export function createCallReader(): (span: SpanRow) => Call | undefined {
  const statements = new Map<string, Statement>()
  const statementOf = (text: string) => {
    const known = statements.get(text)
    if (known !== undefined) return known
    const statement = readStatement(text)
    if (statements.size < maxTexts) statements.set(text, statement)
    return statement
  }
  return (span) => {
    if (span.SpanKind !== 'Client' && span.SpanKind !== 'Internal') return undefined
    if (attribute(span, 'db.system.name', 'db.system') !== '') return queryOf(span, statementOf)
    if (span.SpanKind !== 'Client') return undefined
    if (attribute(span, 'rpc.system.name', 'rpc.system') !== '') return rpcOf(span)
    return httpMethod(span) === '' ? undefined : httpOf(span)
  }
}

function queryOf(span: SpanRow, statementOf: (text: string) => Statement): Call | undefined {
  const text = attribute(span, 'db.query.text', 'db.statement')
  const operation = attribute(span, 'db.operation.name', 'db.operation')
  const collection = attribute(
    span,
    ...['db.collection.name', 'db.sql.table', 'db.mongodb.collection', 'db.cassandra.table'],
  )
  const summary = attribute(span, 'db.query.summary') || [operation, collection].join(' ').trim()
  const shown = text || summary || (span.SpanName.startsWith('prisma:client') ? span.SpanName : '')
  // Connecting and waiting for a connection are no queries.
  if (shown === '') return undefined
  const statement = statementOf(shown)
  const place = `${serverHost(span)} ${attribute(span, 'db.namespace', 'db.name')} ${collection}`
  const isCached =
    span.SpanAttributes.cached === 'true' || span.SpanAttributes['db.cached'] === 'true'
  const batch = Number(attribute(span, 'db.operation.batch.size')) || 0
  return {
    type: 'query',
    key: `query ${place} ${statement.template}`,
    exactKey: `query ${place} ${shown}`,
    label: shorten(statement.template),
    isRead: statement.isRead || /^(?:select|find|get|query|count)/i.test(operation),
    isRepeatable:
      statement.isRepeatable ||
      isCached ||
      batch > 1 ||
      caches.test(attribute(span, 'db.system.name', 'db.system')),
    ids: [],
    hasUnknownInput: text === '' || statement.hasParameters,
    failed: span.StatusCode === 'Error',
  }
}

function rpcOf(span: SpanRow): Call {
  const service = attribute(span, 'rpc.service')
  const method = attribute(span, 'rpc.method') || span.SpanName
  const name = method.startsWith(service) ? method : `${service}/${method}`
  // Objects of S3 and messages of queues are read and written one by one.
  const isSingle = /^(?:S3|S3Client)\b.*(?:Object|UploadPart)|(?:Receive|Delete)Message\b/.test(
    name,
  )
  return {
    type: 'rpc',
    key: `rpc ${serverHost(span)} ${name}`,
    exactKey: `rpc ${serverHost(span)} ${name}`,
    label: shorten(name),
    isRead: /(?:^|[./])(?:get|list|find|search|describe|read|query|batchget)/i.test(method),
    isRepeatable: isSingle,
    ids: [],
    hasUnknownInput: true,
    failed: span.StatusCode === 'Error',
  }
}

function httpOf(span: SpanRow): Call | undefined {
  const url = httpUrl(span)
  const template = attribute(span, 'url.template', 'http.route')
  if (url === '' && template === '') return undefined
  const path = pathOf(url || template)
  const method = httpMethod(span)
  const host = serverHost(span) || (/^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? '')
  const operation = attribute(span, 'graphql.operation.name')
  const named = `${method} ${host}${template ? pathOf(template) : pathTemplate(path)}${operation && ` ${operation}`}`
  return {
    type: 'http',
    key: `http ${named}`,
    exactKey: `http ${method} ${host} ${url || template}`,
    label: shorten(named),
    isRead: method === 'GET' || method === 'HEAD',
    isRepeatable:
      pages.test(url) || staticFile.test(path) || (/\/graphql\/?$/.test(path) && operation === ''),
    ids: [...idsOf(path), ...queryIdsOf(url)],
    hasUnknownInput: method !== 'GET' && method !== 'HEAD',
    failed: failedTransiently(span),
  }
}

/**
 * The call with the route that the callee matched, which shows the IDs of a path in any form. A
 * gateway may have removed a prefix, so the two are compared from their ends.
 */
export function withRoute(call: Call, caller: SpanRow, route: string): Call {
  const url = httpUrl(caller)
  const parts = pathOf(url).split('/').reverse()
  const pattern = route.replace(/^\/?/, '/').split('/').reverse()
  const isId = (index: number) => /^[:{<[*]/.test(pattern[index] ?? '')
  const ids = parts.filter((_, index) => isId(index))
  const template = parts.map((part, index) => (isId(index) ? '*' : part)).reverse()
  if (ids.length === 0) return call
  const named = `${httpMethod(caller)} ${serverHost(caller)}${template.join('/')}`
  return { ...call, ids: [...ids, ...queryIdsOf(url)], key: `http ${named}`, label: shorten(named) }
}

/** At most 120 characters. */
function shorten(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`
}
