import type { AnyNestedObject } from 'protobufjs'

export const field = (type: string, id: number) => ({ type, id })
export const list = (type: string, id: number) => ({ rule: 'repeated', type, id })

/** The messages that all signals of OTLP 1.x use, as https://github.com/open-telemetry/opentelemetry-proto defines them. */
export const otlpCommonMessages: Record<string, AnyNestedObject> = {
  Resource: {
    fields: {
      attributes: list('KeyValue', 1),
      droppedAttributesCount: field('uint32', 2),
    },
  },
  InstrumentationScope: {
    fields: {
      name: field('string', 1),
      version: field('string', 2),
      attributes: list('KeyValue', 3),
      droppedAttributesCount: field('uint32', 4),
    },
  },
  KeyValue: { fields: { key: field('string', 1), value: field('AnyValue', 2) } },
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
      stringValue: field('string', 1),
      boolValue: field('bool', 2),
      intValue: field('int64', 3),
      doubleValue: field('double', 4),
      arrayValue: field('ArrayValue', 5),
      kvlistValue: field('KeyValueList', 6),
      bytesValue: field('bytes', 7),
    },
  },
  ArrayValue: { fields: { values: list('AnyValue', 1) } },
  KeyValueList: { fields: { values: list('KeyValue', 1) } },
}
