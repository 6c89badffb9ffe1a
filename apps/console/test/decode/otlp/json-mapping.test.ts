import { describe, expect, test } from 'vitest'
import { decodeJsonLogs } from '../../../src/decode/otlp/json/decode-logs.ts'
import { decodeJsonTraces } from '../../../src/decode/otlp/json/decode-traces.ts'

const start = '1796035348807000000'
const ids = { traceId: '2e7a6149fce24b48023d9a09cd6b87a1', spanId: '44f9e573fcbeabab' }
const times = `"startTimeUnixNano":"${start}","endTimeUnixNano":"${start}"`
const neighbor = `{"traceId":"${ids.traceId}","spanId":"0443032b47039718","name":"neighbor",${times}}`

/** Decodes a span with these fields, given as JSON text, next to a valid span. */
function decodeSpan(fields: string) {
  const span = `{"traceId":"${ids.traceId}","spanId":"${ids.spanId}",${times},${fields}}`
  const decoded = decodeJsonTraces(
    Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":[${span},${neighbor}]}]}]}`),
  )
  expect(decoded.rows.at(-1)?.SpanName).toBe('neighbor')
  return { ...decoded, row: decoded.rows.length === 2 ? decoded.rows[0] : undefined }
}

const decodeValue = (value: string) =>
  decodeSpan(`"attributes":[{"key":"k","value":${value}}]`).row?.SpanAttributes.k

describe('protobuf JSON values', () => {
  test.each([
    ['{"intValue":9007199254740993}', '9007199254740993'],
    ['{"intValue":"9007199254740993"}', '9007199254740993'],
    ['{"intValue":9223372036854775807}', '9223372036854775807'],
    ['{"intValue":-9223372036854775808}', '-9223372036854775808'],
    ['{"intValue":"-5"}', '-5'],
    ['{"intValue":1.0}', '1'],
    ['{"intValue":1e3}', '1000'],
    ['{"intValue":"1.5e1"}', '15'],
    ['{"int_value":7}', '7'],
    ['{"doubleValue":"0.1"}', '0.1'],
    ['{"doubleValue":3}', '3'],
    ['{"doubleValue":"NaN"}', 'NaN'],
    ['{"doubleValue":"-Infinity"}', '-Infinity'],
    ['{"boolValue":true}', 'true'],
    ['{"boolValue":"true"}', 'true'],
    ['{"bytesValue":"AP8B"}', 'AP8B'],
    ['{"bytesValue":"_-8"}', '/+8='],
    ['{"stringValue":null}', ''],
    ['{"stringValue":"[1234567890123456789]"}', '[1234567890123456789]'],
    ['{"array_value":{"values":[{"int_value":9007199254740993}]}}', '[9007199254740993]'],
    ['{"kvlistValue":{"values":[{"key":"a","value":null}]}}', '{"a":null}'],
    ['null', ''],
    ['{}', ''],
  ])('reads %s', (value, text) => expect(decodeValue(value)).toBe(text))

  test('reads integers exactly in times and names fields in snake_case', () => {
    const { rows } = decodeJsonTraces(
      Buffer.from(
        `{"resource_spans":[{"resource":{"attributes":[{"key":"service.name","value":{"string_value":"s"}}]},"scope_spans":[{"spans":[{"trace_id":"${ids.traceId}","span_id":"${ids.spanId}","parent_span_id":"1111111111111111","start_time_unix_nano":1796035348807000123,"end_time_unix_nano":1796035348807000456,"trace_state":"a=b"}]}]}]}`,
      ),
    )
    expect(rows).toMatchObject([
      {
        ...{ Timestamp: '1796035348807000123', Duration: '333', ServiceName: 's' },
        ...{ ParentSpanId: '1111111111111111', TraceState: 'a=b' },
      },
    ])
  })

  test.each([
    ['"kind":"SPAN_KIND_SERVER"', { SpanKind: 'Server' }],
    ['"kind":"2"', { SpanKind: 'Server' }],
    ['"kind":2', { SpanKind: 'Server' }],
    ['"kind":null', { SpanKind: 'Unspecified' }],
    ['"kind":77', { SpanKind: 'Unspecified' }],
    ['"status":{"code":"STATUS_CODE_ERROR"}', { StatusCode: 'Error' }],
    ['"status":null', { StatusCode: 'Unset' }],
    ['"flags":"256"', {}],
    ['"droppedAttributesCount":"0"', {}],
    ['"startTimeUnixNano":"1.7e18"', { Timestamp: '1700000000000000000' }],
    ['"startTimeUnixNano":1.7e18', { Timestamp: '1700000000000000000' }],
    ['"unknown":[[[{"a":1}]]]', {}],
  ])('accepts a span with %s', (fields, columns) =>
    expect(decodeSpan(fields)).toMatchObject({ rejected: 0, row: columns }),
  )

  test.each([
    ['"kind":"SERVER"', 'kind must be a number or one of SPAN_KIND_UNSPECIFIED'],
    ['"kind":{}', 'kind must be'],
    ['"kind":1.5', 'kind must be'],
    ['"status":"bad"', 'status must be an object (got "bad")'],
    ['"status":{"code":"ERROR"}', 'code must be'],
    ['"name":7', 'name must be a string (got 7)'],
    ['"attributes":{}', 'attributes must be an array (got an object)'],
    ['"attributes":[7]', 'an element of attributes must be an object (got 7)'],
    [
      '"attributes":[{"key":"k","value":"v"}]',
      'attributes["k"]: a value must be an object (got "v")',
    ],
    [
      '"attributes":[{"key":"k","value":{"doubleValue":{"toString":1}}}]',
      'attributes["k"]: doubleValue must be a number',
    ],
    ['"attributes":[{"key":"k","value":{"intValue":1.5}}]', 'intValue must be a 64-bit integer'],
    [
      '"attributes":[{"key":"k","value":{"intValue":9223372036854775808}}]',
      'intValue must be a 64-bit integer (got 9223372036854775808)',
    ],
    ['"attributes":[{"key":"k","value":{"bytesValue":"*"}}]', 'bytesValue must be base64'],
    ['"startTimeUnixNano":-5', 'startTimeUnixNano must be nanoseconds since the epoch (got -5)'],
    ['"events":[{"timeUnixNano":"soon"}]', 'timeUnixNano must be'],
  ])('rejects only the span with %s', (fields, reason) => {
    const decoded = decodeSpan(fields)
    expect(decoded.rejected).toBe(1)
    expect(decoded.rejectedBecause).toContain(reason)
  })

  test.each([
    ['SEVERITY_NUMBER_INFO', 9],
    ['SEVERITY_NUMBER_FATAL4', 24],
    ['17', 17],
    [5, 5],
    [25, 0],
    [-1, 0],
    [256, 0],
  ])('reads the severity %s', (severityNumber, expected) => {
    const request = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ severityNumber }] }] }] }
    const { rows } = decodeJsonLogs(Buffer.from(JSON.stringify(request)))
    expect(rows).toMatchObject([{ SeverityNumber: expected }])
  })

  test('rejects the spans of an invalid resource only', () => {
    const span = { ...ids, startTimeUnixNano: start }
    const { rows, rejectedBecause } = decodeJsonTraces(
      Buffer.from(
        JSON.stringify({
          resourceSpans: [
            { resource: 'bad', scopeSpans: [{ spans: [span, span] }] },
            { scopeSpans: [{ spans: [{ ...span, name: 'good' }] }] },
          ],
        }),
      ),
    )
    expect(rows).toMatchObject([{ SpanName: 'good' }])
    expect(rejectedBecause).toBe('resource must be an object (got "bad") (2 spans)')
  })

  test('names the right path for a request of another signal', () => {
    expect(() => decodeJsonTraces(Buffer.from('{"resourceLogs":[]}'))).toThrow(
      'The body contains resourceLogs instead of resourceSpans: send it to /v1/logs',
    )
  })
})
