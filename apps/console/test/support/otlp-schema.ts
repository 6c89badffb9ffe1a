import protobuf from 'protobufjs'

const field = (id: number, type: string) => ({ id, type })
const many = (id: number, type: string) => ({ id, type, rule: 'repeated' })

/**
 * OTLP's messages by the field numbers and types of its specification, for an encoder that knows
 * nothing of the console's own reading.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    AnyValue: {
      oneofs: {
        value: {
          oneof: [
            'stringValue',
            'boolValue',
            'intValue',
            'doubleValue',
            'arrayValue',
            'kvlistValue',
            'bytesValue',
          ],
        },
      },
      fields: {
        stringValue: field(1, 'string'),
        boolValue: field(2, 'bool'),
        intValue: field(3, 'int64'),
        doubleValue: field(4, 'double'),
        arrayValue: field(5, 'ArrayValue'),
        kvlistValue: field(6, 'KeyValueList'),
        bytesValue: field(7, 'bytes'),
      },
    },
    ArrayValue: { fields: { values: many(1, 'AnyValue') } },
    KeyValueList: { fields: { values: many(1, 'KeyValue') } },
    KeyValue: { fields: { key: field(1, 'string'), value: field(2, 'AnyValue') } },
    Resource: { fields: { attributes: many(1, 'KeyValue') } },
    Scope: {
      fields: {
        name: field(1, 'string'),
        version: field(2, 'string'),
        attributes: many(3, 'KeyValue'),
      },
    },
    TracesRequest: { fields: { resourceSpans: many(1, 'ResourceSpans') } },
    ResourceSpans: {
      fields: {
        resource: field(1, 'Resource'),
        scopeSpans: many(2, 'ScopeSpans'),
        schemaUrl: field(3, 'string'),
      },
    },
    ScopeSpans: {
      fields: { scope: field(1, 'Scope'), spans: many(2, 'Span'), schemaUrl: field(3, 'string') },
    },
    Span: {
      fields: {
        traceId: field(1, 'bytes'),
        spanId: field(2, 'bytes'),
        traceState: field(3, 'string'),
        parentSpanId: field(4, 'bytes'),
        name: field(5, 'string'),
        kind: field(6, 'int32'),
        startTimeUnixNano: field(7, 'fixed64'),
        endTimeUnixNano: field(8, 'fixed64'),
        attributes: many(9, 'KeyValue'),
        droppedAttributesCount: field(10, 'uint32'),
        events: many(11, 'Event'),
        links: many(13, 'Link'),
        status: field(15, 'Status'),
        flags: field(16, 'fixed32'),
      },
    },
    Event: {
      fields: {
        timeUnixNano: field(1, 'fixed64'),
        name: field(2, 'string'),
        attributes: many(3, 'KeyValue'),
      },
    },
    Link: {
      fields: {
        traceId: field(1, 'bytes'),
        spanId: field(2, 'bytes'),
        traceState: field(3, 'string'),
        attributes: many(4, 'KeyValue'),
        flags: field(6, 'fixed32'),
      },
    },
    Status: { fields: { message: field(2, 'string'), code: field(3, 'int32') } },
    LogsRequest: { fields: { resourceLogs: many(1, 'ResourceLogs') } },
    ResourceLogs: {
      fields: {
        resource: field(1, 'Resource'),
        scopeLogs: many(2, 'ScopeLogs'),
        schemaUrl: field(3, 'string'),
      },
    },
    ScopeLogs: {
      fields: {
        scope: field(1, 'Scope'),
        logRecords: many(2, 'LogRecord'),
        schemaUrl: field(3, 'string'),
      },
    },
    LogRecord: {
      fields: {
        timeUnixNano: field(1, 'fixed64'),
        severityNumber: field(2, 'int32'),
        severityText: field(3, 'string'),
        body: field(5, 'AnyValue'),
        attributes: many(6, 'KeyValue'),
        flags: field(8, 'fixed32'),
        traceId: field(9, 'bytes'),
        spanId: field(10, 'bytes'),
        observedTimeUnixNano: field(11, 'fixed64'),
        eventName: field(12, 'string'),
      },
    },
    MetricsRequest: { fields: { resourceMetrics: many(1, 'ResourceMetrics') } },
    ResourceMetrics: {
      fields: {
        resource: field(1, 'Resource'),
        scopeMetrics: many(2, 'ScopeMetrics'),
        schemaUrl: field(3, 'string'),
      },
    },
    ScopeMetrics: {
      fields: {
        scope: field(1, 'Scope'),
        metrics: many(2, 'Metric'),
        schemaUrl: field(3, 'string'),
      },
    },
    Metric: {
      fields: {
        name: field(1, 'string'),
        description: field(2, 'string'),
        unit: field(3, 'string'),
        gauge: field(5, 'Gauge'),
        sum: field(7, 'Sum'),
        histogram: field(9, 'Histogram'),
        exponentialHistogram: field(10, 'ExponentialHistogram'),
        summary: field(11, 'Summary'),
      },
    },
    Gauge: { fields: { dataPoints: many(1, 'NumberPoint') } },
    Sum: {
      fields: {
        dataPoints: many(1, 'NumberPoint'),
        aggregationTemporality: field(2, 'int32'),
        isMonotonic: field(3, 'bool'),
      },
    },
    Histogram: {
      fields: {
        dataPoints: many(1, 'HistogramPoint'),
        aggregationTemporality: field(2, 'int32'),
      },
    },
    ExponentialHistogram: {
      fields: {
        dataPoints: many(1, 'ExponentialPoint'),
        aggregationTemporality: field(2, 'int32'),
      },
    },
    Summary: { fields: { dataPoints: many(1, 'SummaryPoint') } },
    NumberPoint: {
      fields: {
        attributes: many(7, 'KeyValue'),
        startTimeUnixNano: field(2, 'fixed64'),
        timeUnixNano: field(3, 'fixed64'),
        asDouble: field(4, 'double'),
        asInt: field(6, 'sfixed64'),
        exemplars: many(5, 'Exemplar'),
        flags: field(8, 'uint32'),
      },
    },
    HistogramPoint: {
      fields: {
        attributes: many(9, 'KeyValue'),
        startTimeUnixNano: field(2, 'fixed64'),
        timeUnixNano: field(3, 'fixed64'),
        count: field(4, 'fixed64'),
        sum: field(5, 'double'),
        bucketCounts: many(6, 'fixed64'),
        explicitBounds: many(7, 'double'),
        exemplars: many(8, 'Exemplar'),
        flags: field(10, 'uint32'),
        min: field(11, 'double'),
        max: field(12, 'double'),
      },
    },
    ExponentialPoint: {
      fields: {
        attributes: many(1, 'KeyValue'),
        startTimeUnixNano: field(2, 'fixed64'),
        timeUnixNano: field(3, 'fixed64'),
        count: field(4, 'fixed64'),
        sum: field(5, 'double'),
        scale: field(6, 'sint32'),
        zeroCount: field(7, 'fixed64'),
        positive: field(8, 'Buckets'),
        negative: field(9, 'Buckets'),
        flags: field(10, 'uint32'),
        exemplars: many(11, 'Exemplar'),
        min: field(12, 'double'),
        max: field(13, 'double'),
      },
    },
    Buckets: { fields: { offset: field(1, 'sint32'), bucketCounts: many(2, 'uint64') } },
    SummaryPoint: {
      fields: {
        attributes: many(7, 'KeyValue'),
        startTimeUnixNano: field(2, 'fixed64'),
        timeUnixNano: field(3, 'fixed64'),
        count: field(4, 'fixed64'),
        sum: field(5, 'double'),
        quantileValues: many(6, 'QuantileValue'),
        flags: field(8, 'uint32'),
      },
    },
    QuantileValue: { fields: { quantile: field(1, 'double'), value: field(2, 'double') } },
    Exemplar: {
      fields: {
        filteredAttributes: many(7, 'KeyValue'),
        timeUnixNano: field(2, 'fixed64'),
        asDouble: field(3, 'double'),
        asInt: field(6, 'sfixed64'),
        spanId: field(4, 'bytes'),
        traceId: field(5, 'bytes'),
      },
    },
    PartialSuccess: { fields: { rejected: field(1, 'int64'), errorMessage: field(2, 'string') } },
    ExportResponse: { fields: { partialSuccess: field(1, 'PartialSuccess') } },
    RpcStatus: { fields: { code: field(1, 'int32'), message: field(2, 'string') } },
  },
})

/** @param json the message as OTLP's JSON form has it: ids in hex */
export function encodeProtobuf(
  type: 'TracesRequest' | 'LogsRequest' | 'MetricsRequest',
  json: object,
): Buffer {
  const message = root.lookupType(type)
  return Buffer.from(message.encode(message.fromObject(withIdBytes(json) as object)).finish())
}

export function decodeProtobuf(type: 'ExportResponse' | 'RpcStatus', bytes: Uint8Array): object {
  const message = root.lookupType(type)
  return message.toObject(message.decode(bytes), { longs: String })
}

function withIdBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withIdBytes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      /^(traceId|spanId|parentSpanId)$/.test(key)
        ? Buffer.from(String(member), 'hex')
        : withIdBytes(member),
    ]),
  )
}
