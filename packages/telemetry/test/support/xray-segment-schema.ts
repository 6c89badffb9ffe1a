/**
 * The limits that AWS documents for segment documents, as a JSON schema.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
const text = { type: 'string', maxLength: 250 }
const flag = { const: true }
const segmentId = { type: 'string', pattern: '^[0-9a-f]{16}$' }
const epochSeconds = { type: 'number', exclusiveMinimum: 1_000_000_000, maximum: 10_000_000_000 }

const exception = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: {
    id: segmentId,
    message: { type: 'string' },
    type: { type: 'string' },
    remote: { type: 'boolean' },
    truncated: { type: 'integer', minimum: 0 },
    skipped: { type: 'integer', minimum: 0 },
    cause: segmentId,
    stack: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        properties: {
          path: { type: 'string' },
          line: { type: 'integer', minimum: 0 },
          label: { type: 'string' },
        },
      },
    },
  },
}

const cause = {
  anyOf: [
    segmentId,
    { type: 'object', required: ['id'], properties: { id: segmentId } },
    {
      type: 'object',
      required: ['working_directory', 'exceptions'],
      additionalProperties: false,
      properties: {
        working_directory: { type: 'string' },
        paths: { type: 'array', items: { type: 'string' } },
        exceptions: { type: 'array', items: exception },
      },
    },
  ],
}

const http = {
  type: 'object',
  additionalProperties: false,
  properties: {
    request: {
      type: 'object',
      additionalProperties: false,
      properties: {
        method: text,
        url: text,
        user_agent: text,
        client_ip: text,
        x_forwarded_for: { type: 'boolean' },
        traced: { type: 'boolean' },
      },
    },
    response: {
      type: 'object',
      additionalProperties: false,
      properties: {
        status: { type: 'integer', minimum: 0 },
        content_length: { type: 'integer', minimum: 0 },
      },
    },
  },
}

const sql = {
  type: 'object',
  additionalProperties: false,
  properties: {
    connection_string: text,
    url: text,
    sanitized_query: { type: 'string' },
    database_type: text,
    database_version: text,
    driver_version: text,
    user: text,
    preparation: { enum: ['call', 'statement'] },
  },
}

const common = {
  id: segmentId,
  trace_id: { type: 'string', pattern: '^1-[0-9a-f]{8}-[0-9a-f]{24}$' },
  parent_id: segmentId,
  start_time: epochSeconds,
  end_time: epochSeconds,
  in_progress: flag,
  http,
  error: flag,
  fault: flag,
  throttle: flag,
  cause,
  annotations: {
    type: 'object',
    maxProperties: 50,
    propertyNames: { pattern: '^[A-Za-z0-9_]{1,500}$' },
    additionalProperties: {
      anyOf: [{ type: 'string', maxLength: 1000 }, { type: 'number' }, { type: 'boolean' }],
    },
  },
  metadata: {
    type: 'object',
    propertyNames: { not: { pattern: '^[Aa][Ww][Ss]\\.' } },
    additionalProperties: { type: 'object' },
  },
  subsegments: { type: 'array', items: { $ref: '#/definitions/subsegment' } },
}

const complete = { anyOf: [{ required: ['end_time'] }, { required: ['in_progress'] }] }

const segment = {
  type: 'object',
  required: ['name', 'id', 'trace_id', 'start_time'],
  ...complete,
  additionalProperties: false,
  properties: {
    ...common,
    name: {
      type: 'string',
      minLength: 1,
      maxLength: 200,
      pattern: '^[\\p{L}\\p{N}\\p{Z}_.:/%&#=+\\\\\\-@]+$',
    },
    user: text,
    origin: text,
    service: {
      type: 'object',
      required: ['version'],
      properties: { version: text, runtime: text, runtime_version: text },
    },
    aws: {
      type: 'object',
      properties: {
        xray: { type: 'object', properties: { sdk: text, sdk_version: text, rule_name: text } },
        cloudwatch_logs: {
          type: 'array',
          items: { type: 'object', properties: { log_group: { type: 'string' } } },
        },
      },
    },
  },
}

const subsegment = {
  type: 'object',
  required: ['name', 'id', 'start_time'],
  ...complete,
  additionalProperties: false,
  properties: {
    ...common,
    name: { type: 'string', minLength: 1, maxLength: 250 },
    type: { const: 'subsegment' },
    namespace: { enum: ['aws', 'remote'] },
    precursor_ids: { type: 'array', items: segmentId },
    sql,
    aws: {
      type: 'object',
      additionalProperties: false,
      properties: {
        operation: text,
        region: text,
        request_id: text,
        queue_url: text,
        table_name: text,
      },
    },
  },
}

/** A segment, or a subsegment that is sent separately. */
export const xraySegmentSchema = {
  definitions: { subsegment },
  if: { required: ['type'] },
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  then: { allOf: [{ $ref: '#/definitions/subsegment' }, { required: ['trace_id', 'parent_id'] }] },
  else: segment,
}
