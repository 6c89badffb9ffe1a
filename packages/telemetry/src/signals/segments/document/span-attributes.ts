import type { Attributes, AttributeValue } from '@opentelemetry/api'
import type { HttpBlock } from './http-block.ts'
import type { SegmentDocument } from './segment-document.ts'
import type { SqlBlock } from './sql-block.ts'

/** A document's blocks as semantic conventions; `aws.xray.annotations` lists the keys that X-Ray indexes. */
export function spanAttributes(document: SegmentDocument): Attributes {
  const { annotations = {}, metadata = {} } = document
  const { attributes: kept = {}, ...namespaces } = metadata
  const keys = Object.keys(annotations)
  return {
    ...(kept as Attributes),
    ...httpAttributes(document.http as HttpBlock | undefined),
    ...sqlAttributes(document.sql as SqlBlock | undefined),
    ...(document.namespace === 'remote' && { 'peer.service': document.name }),
    ...(document.user !== undefined && { 'user.id': String(document.user) }),
    ...logGroups(document.aws),
    ...(document.throttle === true && { 'aws.xray.throttle': true }),
    ...annotations,
    ...(keys.length > 0 && { 'aws.xray.annotations': keys }),
    ...metadataAttributes(namespaces),
  }
}

function logGroups(aws: unknown): Attributes {
  const { cloudwatch_logs: logs } = (aws ?? {}) as {
    cloudwatch_logs?: readonly { readonly log_group: string }[]
  }
  return logs ? { 'aws.log.group.names': logs.map(({ log_group }) => log_group) } : {}
}

function httpAttributes(http: HttpBlock | undefined): Attributes {
  const { request = {}, response = {} } = http ?? {}
  return {
    ...definedOnly({
      'http.request.method': request.method,
      'url.full': request.url,
      'user_agent.original': request.user_agent,
      'client.address': request.client_ip,
      'http.response.status_code': response.status,
      'http.response.body.size': response.content_length,
    }),
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

/** Each metadata namespace is one JSON attribute. */
function metadataAttributes(namespaces: Record<string, unknown>): Attributes {
  return Object.fromEntries(
    Object.entries(namespaces).map(([namespace, value]) => [
      `aws.xray.metadata.${namespace}`,
      JSON.stringify(value),
    ]),
  )
}

function definedOnly(values: Record<string, AttributeValue | undefined>): Attributes {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
