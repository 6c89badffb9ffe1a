import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toResourceLogs } from '../../../src/api/otlp/to-resource-logs.ts'
import { toResourceSpans } from '../../../src/api/otlp/to-resource-spans.ts'
import { decodeJsonLogs } from '../../../src/decode/otlp/json/decode-logs.ts'
import { decodeJsonTraces } from '../../../src/decode/otlp/json/decode-traces.ts'
import { decodeProtobufTraces } from '../../../src/decode/otlp/protobuf/decode-traces.ts'
import { encodeProtobuf } from '../../support/otlp-schema.ts'
import { spanId, traceId } from '../../support/span-rows.ts'

// An export has the values that an application sent; an import of the export has them, too.

/** In the order of an object's keys: whole numbers come first. */
function inOrder<Value>(pairs: readonly (readonly [string, Value])[]) {
  const values = new Map(pairs)
  return Object.keys(Object.fromEntries(pairs)).map((name) => ({
    key: name,
    value: values.get(name) as Value,
  }))
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('123', '-0', 'true', 'false', '1.5', '1e3', 'NaN', '[1]', '{}', '', '0x1'),
  fc.integer().map(String),
  fc.double().map(String),
)
const double = fc.double({ noDefaultInfinity: true, noNaN: true }).filter((value) => value !== 0)
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)
const scalar = fc.oneof(
  text.map((stringValue) => ({ stringValue })),
  fc.boolean().map((boolValue) => ({ boolValue })),
  int64.map((intValue) => ({ intValue })),
)
/** Types that JSON does not show. */
const special = fc.oneof(
  fc.oneof(double, fc.constantFrom(3, -2, 1e15)).map((doubleValue) => ({ doubleValue })),
  fc.constantFrom('NaN', 'Infinity', '-Infinity').map((doubleValue) => ({ doubleValue })),
  fc.uint8Array().map((bytes) => ({ bytesValue: Buffer.from(bytes).toString('base64') })),
  fc.constant({}),
)
const nested = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    special,
    fc.array(tie('value'), { maxLength: 4 }).map((values) => ({ arrayValue: { values } })),
    fc
      .uniqueArray(fc.tuple(text, tie('value')), { maxLength: 4, selector: ([key]) => key })
      // Nested keys are sorted.
      .map((members) => members.sort(([a], [b]) => (a < b ? -1 : 1)))
      .map((members) => ({
        kvlistValue: { values: members.map(([key, value]) => ({ key, value })) },
      })),
  ),
})).value
const value = fc.oneof(
  scalar,
  special,
  fc
    .array(
      double.map((doubleValue) => ({ doubleValue })),
      { minLength: 1 },
    )
    .map((values) => ({ arrayValue: { values } })),
  nested,
)
const key = fc.oneof(text, fc.constantFrom('service.version', '__proto__', 'toString'))
const attributes = fc
  .uniqueArray(fc.tuple(key, value), { maxLength: 6, selector: ([name]) => name })
  .map(inOrder)

test('an export has the types that were sent, and so has an import of it', () => {
  fc.assert(
    fc.property(attributes, attributes, attributes, attributes, value, (...sent) => {
      const [resource, span, event, link, body] = sent
      const resourceSpans = [
        {
          resource: { attributes: resource },
          scopeSpans: [
            {
              scope: { name: 'scope', version: '1' },
              spans: [
                {
                  ...{ traceId: traceId(1), spanId: spanId(1), name: 'job', kind: 1 },
                  startTimeUnixNano: '1796035348807000000',
                  endTimeUnixNano: '1796035348808000000',
                  attributes: span,
                  events: [{ timeUnixNano: '1796035348807000001', name: 'e', attributes: event }],
                  links: [{ traceId: traceId(2), spanId: spanId(2), attributes: link }],
                  status: { code: 0 },
                },
              ],
            },
          ],
        },
      ]
      const json = Buffer.from(JSON.stringify({ resourceSpans }))
      expect(toResourceSpans(decodeJsonTraces(json).rows)).toEqual(resourceSpans)
      const protobuf = encodeProtobuf('TracesRequest', { resourceSpans })
      expect(toResourceSpans(decodeProtobufTraces(protobuf).rows)).toEqual(resourceSpans)

      const resourceLogs = [
        {
          resource: { attributes: resource },
          scopeLogs: [
            {
              scope: { name: 'scope', version: '1', attributes: event },
              logRecords: [
                {
                  ...{ timeUnixNano: '1796035348807000000', severityNumber: 9 },
                  ...{ severityText: 'INFO', body, attributes: span, flags: 1 },
                  ...{ traceId: traceId(1), spanId: spanId(1), eventName: '' },
                },
              ],
              schemaUrl: '',
            },
          ],
          schemaUrl: '',
        },
      ]
      const logs = Buffer.from(JSON.stringify({ resourceLogs }))
      expect(toResourceLogs(decodeJsonLogs(logs).rows)).toEqual(resourceLogs)
    }),
  )
})
