import fc from 'fast-check'
import { Check } from 'typebox/value'
import { expect, test } from 'vitest'
import { Finding } from '../../src/contract/findings.ts'
import { deprecatedAttributes } from '../../src/findings/deprecated-attributes.ts'
import { findFindings } from '../../src/findings/find-findings.ts'
import type { SpanRow } from '../../src/model/span-row.ts'
import { placeSpans } from '../../src/query/span-tree.ts'
import { shortestCpuMillis } from '../support/cpu-millis.ts'
import { spanRow } from '../support/span-rows.ts'
import { item, line, segment } from './trace-of.ts'

const ids = fc.integer({ min: 1, max: 12 }).map((id) => id.toString(16).padStart(16, '0'))
const nanos = fc
  .oneof(
    fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    fc
      .bigInt({ min: 0n, max: 5_000_000_000n })
      .map((offset) => 1_790_000_000_000_000_000n + offset),
  )
  .map(String)
const duration = fc
  .oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.bigInt({ min: 0n, max: 3_000_000_000n }))
  .map(String)
const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    'GET',
    '200',
    '503',
    'http://a/b/1?page=2',
    '/users/42',
    '%',
    'postgresql',
    'true',
    "SELECT '",
    'SELECT a FROM b WHERE c IN (?, ?)',
    '/*',
    '(((((',
    'NaN',
  ),
)
const keys = fc.oneof(
  fc.constantFrom(
    ...deprecatedAttributes.keys(),
    'http.request.method',
    'http.response.status_code',
    'url.full',
    'db.system.name',
    'db.query.text',
    'http.route',
    'faas.coldstart',
    'error.type',
    '__proto__',
  ),
  fc.string({ maxLength: 8 }),
)
const attributes = fc.dictionary(keys, value, { maxKeys: 8 })
const name = fc.oneof(
  fc.constantFrom('pg-pool.connect', 'tls.connect', 'GET /a/1', 'GET', ''),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
)
const span: fc.Arbitrary<SpanRow> = fc
  .record({
    SpanId: ids,
    ParentSpanId: fc.oneof(fc.constant(''), ids),
    Timestamp: nanos,
    Duration: duration,
    SpanName: name,
    SpanKind: fc.constantFrom(
      'Unspecified',
      'Internal',
      'Server',
      'Client',
      'Producer',
      'Consumer',
    ),
    ServiceName: fc.constantFrom('a', 'b', ''),
    SpanAttributes: attributes,
    ResourceAttributes: fc.constantFrom({}, { 'telemetry.sdk.language': 'nodejs' }),
    StatusCode: fc.constantFrom('Unset', 'Ok', 'Error'),
    StatusMessage: value,
  })
  .map((over) => spanRow(over as Partial<SpanRow>))

test('any trace has findings of the form of the contract, and none throws', () => {
  fc.assert(
    fc.property(
      fc.array(span, { maxLength: 25 }),
      fc.array(fc.tuple(ids, nanos, value, fc.integer({ min: 0, max: 24 })), { maxLength: 4 }),
      fc.boolean(),
      (rows, others, truncated) => {
        const found = findFindings(
          {
            spans: placeSpans(rows),
            logs: others.map(([SpanId, Timestamp, Body, SeverityNumber]) =>
              line({ SpanId, Timestamp, Body, SeverityNumber }),
            ),
            errors: others.map(([SpanId, Timestamp, Title]) => item({ SpanId, Timestamp, Title })),
            segments: others.map(([SegmentId, Timestamp]) =>
              segment({ SegmentId, Timestamp, InProgress: truncated }),
            ),
            truncated,
          },
          undefined,
          1_790_000_900_000,
        )
        for (const finding of found) {
          expect(Check(Finding, finding), JSON.stringify(finding)).toBe(true)
          expect(finding.reason).not.toMatch(/undefined|NaN|Infinity/)
        }
        const known = new Set(placeSpans(rows).map(({ rowId }) => rowId))
        expect(found.flatMap(({ spans }) => spans).every((id) => known.has(id))).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

const shapes: Readonly<Record<string, (index: number) => Partial<SpanRow>>> = {
  'calls of one request': (index) => ({
    ParentSpanId: index === 0 ? '' : id(0),
    SpanKind: index === 0 ? 'Server' : 'Client',
  }),
  'a chain of services': (index) => ({
    ParentSpanId: index === 0 ? '' : id(index - 1),
    ServiceName: `s${index % 50}`,
    SpanKind: index % 2 ? 'Client' : 'Server',
  }),
  'roots without parents': (index) => ({
    ParentSpanId: '',
    SpanKind: index % 2 ? 'Client' : 'Server',
    ServiceName: `s${index % 3}`,
  }),
  'parts without their parents': (index) => ({
    ParentSpanId: id(1e6 + index),
    SpanKind: index % 2 ? 'Client' : 'Consumer',
  }),
}
const id = (index: number) => (index + 1).toString(16).padStart(16, '0')

test.each(Object.keys(shapes))('20,000 spans take less than a second: %s', (shape) => {
  const rows = Array.from({ length: 20_000 }, (_, index) =>
    spanRow({
      SpanId: id(index),
      Timestamp: String(1_790_000_000_000_000_000n + BigInt(index) * 50_000n),
      Duration: String(200_000_000),
      SpanName: `GET /users/${index}`,
      ResourceAttributes: { 'telemetry.sdk.language': 'nodejs', 'service.instance.id': 'x' },
      SpanAttributes: {
        'http.method': 'GET',
        'http.url': `http://users/users/${index}?a=b`,
        'net.peer.name': 'users',
        'db.statement':
          index % 2 ? `SELECT a, b, c FROM users WHERE id = ${index} AND name = 'x'` : '',
        'db.system': index % 2 ? 'postgresql' : '',
      },
      ...shapes[shape]?.(index),
    }),
  )
  const trace = { spans: placeSpans(rows), logs: [], errors: [], segments: [], truncated: false }
  const run = () => void findFindings(trace, undefined, 1_790_000_900_000)
  expect(shortestCpuMillis(run, 1_000)).toBeLessThan(1_000)
})
