import { expect, test } from 'vitest'
import { decodeJsonLogs } from '../../../src/decode/otlp/json/decode-logs.ts'
import { decodeJsonTraces } from '../../../src/decode/otlp/json/decode-traces.ts'
import { OtlpDecodeError } from '../../../src/decode/otlp/otlp-decode-error.ts'
import { allColumns } from '../../../src/store/insert/columns.ts'
import { encodeRows } from '../../../src/store/insert/encode-rows.ts'

/** A small deterministic generator (mulberry32). */
function createRandom(seed: number) {
  let state = seed
  return (max: number) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % max
  }
}

const oddValues = [
  ...['null', 'true', '0', '-1', '1.5', '1e3', '1e400', '9007199254740993', '18446744073709551616'],
  ...['""', '"2"', '"x"', '"\\ud800"', '"\\udc00x"', '"SPAN_KIND_SERVER"', '"NaN"', '"1.7e18"'],
  ...['[]', '[null]', '[[]]', '{}', '{"toString":1}', '{"a":{"b":[1]}}', '{"__proto__":{"x":1}}'],
  ...[
    '{"values":[{}]}',
    '{"values":7}',
    '{"stringValue":"\\udfff"}',
    '{"kvlistValue":{"values":[null]}}',
  ],
]
const names = {
  span: ['traceId', 'spanId', 'parentSpanId', 'traceState', 'name', 'kind', 'startTimeUnixNano'],
  more: [
    'endTimeUnixNano',
    'attributes',
    'events',
    'links',
    'status',
    'flags',
    'start_time_unix_nano',
  ],
  record: [
    'timeUnixNano',
    'observedTimeUnixNano',
    'severityNumber',
    'severityText',
    'body',
    'eventName',
  ],
  value: [
    'stringValue',
    'boolValue',
    'intValue',
    'doubleValue',
    'bytesValue',
    'arrayValue',
    'int_value',
  ],
}
const time = '"1796035348807000000"'
const id = '"traceId":"2e7a6149fce24b48023d9a09cd6b87a1","spanId":"44f9e573fcbeabab"'

function generate(seed: number) {
  const random = createRandom(seed)
  const pick = (list: readonly string[]) => list[random(list.length)] ?? ''
  const odd = (): string =>
    random(4) === 0
      ? `[{"key":${pick(['"k"', '7', '""'])},"value":{"${pick(names.value)}":${pick(oddValues)}}}]`
      : pick(oddValues)
  const fields = Array.from(
    { length: random(4) },
    () => `,"${pick([...names.span, ...names.more, ...names.record])}":${odd()}`,
  ).join('')
  const generated = `{${id},"startTimeUnixNano":${time},"timeUnixNano":${time}${fields}}`
  const neighbor = `{${id},"name":"neighbor","startTimeUnixNano":${time},"body":{"stringValue":"neighbor"}}`
  return `[${generated},${neighbor}]`
}

const decoders = {
  spans: (records: string) =>
    decodeJsonTraces(Buffer.from(`{"resourceSpans":[{"scopeSpans":[{"spans":${records}}]}]}`)),
  logs: (records: string) =>
    decodeJsonLogs(Buffer.from(`{"resourceLogs":[{"scopeLogs":[{"logRecords":${records}}]}]}`)),
}

test.each(Object.entries(decoders))(
  'an odd field costs at most its own record: %s',
  (kind, decode) => {
    for (let seed = 1; seed <= 3_000; seed++) {
      const records = generate(seed)
      const { rows, rejected, rejectedBecause } = decode(records)
      expect(rows.length + rejected, records).toBe(2)
      expect(JSON.stringify(rows.at(-1)), records).toContain('neighbor')
      if (rejected > 0)
        expect(rejectedBecause, records).toMatch(/must be|missing|is not|after|nested/)
      expect(allColumns[kind as 'spans']).toEqual(
        expect.arrayContaining(Object.keys(rows.at(-1) ?? {})),
      )
      const lines = encodeRows(allColumns[kind as 'spans'], rows as never).toString()
      expect(lines.isWellFormed() && !/\\ud[89a-f]/i.test(lines), records).toBe(true)
    }
  },
)

test('any JSON is decoded or refused as malformed', () => {
  for (let seed = 1; seed <= 2_000; seed++) {
    const random = createRandom(seed)
    const odd = () => oddValues[random(oddValues.length)]
    const body = Buffer.from(
      random(2) === 0
        ? `${odd()}`
        : `{"resourceSpans":[{"resource":${odd()},"scopeSpans":[{"scope":${odd()},"spans":${odd()}},${odd()}]}]}`,
    )
    try {
      decodeJsonTraces(body)
    } catch (error) {
      expect(error, body.toString()).toBeInstanceOf(OtlpDecodeError)
    }
  }
})
