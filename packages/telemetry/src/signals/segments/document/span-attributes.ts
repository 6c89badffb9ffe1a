import type { Attributes, AttributeValue } from '@opentelemetry/api'
import type { HttpBlock } from './http-block.ts'
import type { SegmentDocument } from './segment-document.ts'
import type { SqlBlock } from './sql-block.ts'

/** The blocks of a document of the native API as attributes of the semantic conventions. */
export function spanAttributes(document: SegmentDocument): Attributes {
  const { annotations = {}, metadata = {} } = document
  const { attributes: kept = {}, ...namespaces } = metadata
  return {
    ...(kept as Attributes),
    ...httpAttributes(document.http as HttpBlock | undefined),
    ...sqlAttributes(document.sql as SqlBlock | undefined),
    ...(document.namespace === 'remote' && { 'peer.service': document.name }),
    ...(document.user !== undefined && { 'user.id': String(document.user) }),
    ...(document.throttle === true && { 'aws.xray.throttle': true }),
    ...annotationAttributes(annotations, {}),
    ...metadataAttributes(namespaces),
  }
}

/** `aws.xray.annotations` lists the attributes that X-Ray indexes; annotations that are attributes are only listed. */
export function annotationAttributes(
  annotations: NonNullable<SegmentDocument['annotations']>,
  attributes: Attributes,
): Attributes {
  const originals = new Map(Object.keys(attributes).map((key) => [key.replace(/\W/g, '_'), key]))
  const keys = Object.keys(annotations).map((key) => originals.get(key) ?? key)
  const added = Object.entries(annotations).filter(([key]) => !originals.has(key))
  return {
    ...Object.fromEntries(added),
    ...(keys.length > 0 && { 'aws.xray.annotations': keys }),
  }
}

/** Each metadata namespace is one JSON attribute. */
export function metadataAttributes(namespaces: Record<string, unknown>): Attributes {
  return Object.fromEntries(
    Object.entries(namespaces).map(([namespace, value]) => [
      `aws.xray.metadata.${namespace}`,
      JSON.stringify(value).slice(0, longestMetadata),
    ]),
  )
}

/** X-Ray accepts spans of 200 kB. */
const longestMetadata = 20_000

function httpAttributes(http: HttpBlock | undefined): Attributes {
  const { request = {}, response = {} } = http ?? {}
  return definedOnly({
    'http.request.method': request.method,
    ...urlAttributes(request.url),
    'user_agent.original': request.user_agent,
    'client.address': request.client_ip,
    'http.response.status_code': response.status,
    'http.response.body.size': response.content_length,
  })
}

function urlAttributes(url: unknown): Record<string, AttributeValue | undefined> {
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  if (!parsed) return {}
  return {
    'url.full': String(url),
    'url.scheme': parsed.protocol.replace(':', ''),
    'url.path': parsed.pathname,
    'server.address': parsed.hostname,
    'server.port': parsed.port === '' ? undefined : Number(parsed.port),
  }
}

function sqlAttributes(sql: SqlBlock | undefined): Attributes {
  const [address, namespace] = (sql?.url ?? '').split('/')
  const [, host, port] = /^(.*?)(?::(\d+))?$/.exec(address ?? '') ?? []
  return definedOnly({
    'db.system.name': sql?.database_type,
    'db.query.text': sql?.sanitized_query,
    'db.namespace': namespace,
    'server.address': host || undefined,
    'server.port': port === undefined ? undefined : Number(port),
  })
}

function definedOnly(values: Record<string, AttributeValue | undefined>): Attributes {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
