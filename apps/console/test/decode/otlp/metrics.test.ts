import { describe, expect, test } from 'vitest'
import { decodeJsonMetrics } from '../../../src/decode/otlp/json/decode-metrics.ts'
import { decodeProtobufMetrics } from '../../../src/decode/otlp/protobuf/decode-metrics.ts'
import { timesWithin } from '../../../src/decode/otlp/record-times.ts'
import { encodeProtobuf } from '../../support/otlp-schema.ts'

const attributes = [{ key: 'http.route', value: { stringValue: '/' } }]
const times = { startTimeUnixNano: '1700000000000000000', timeUnixNano: '1700000060000000001' }
const exemplars = [
  {
    timeUnixNano: '1700000059000000000',
    asDouble: 0.25,
    spanId: 'eee19b7ec3c1b174',
    traceId: '5b8efff798038103d269b633813fc60c',
    filteredAttributes: attributes,
  },
]

/** A request with one metric of each kind. */
const request = {
  resourceMetrics: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      schemaUrl: 'https://example.com/resource',
      scopeMetrics: [
        {
          scope: { name: 'meter', version: '1.0' },
          metrics: [
            {
              name: 'depth',
              unit: '{entry}',
              description: 'Entries',
              gauge: { dataPoints: [{ attributes, ...times, asInt: '-7', exemplars }] },
            },
            {
              name: 'requests',
              sum: {
                dataPoints: [{ ...times, asDouble: 1.5, flags: 0 }],
                aggregationTemporality: 2,
                isMonotonic: true,
              },
            },
            {
              name: 'wait',
              histogram: {
                dataPoints: [
                  {
                    ...{ attributes, ...times, exemplars, count: '6', sum: 3.5, min: 0.1, max: 2 },
                    ...{ bucketCounts: ['1', '2', '3'], explicitBounds: [0.5, 1] },
                  },
                ],
                aggregationTemporality: 1,
              },
            },
            {
              name: 'duration',
              exponentialHistogram: {
                dataPoints: [
                  {
                    ...{ attributes, ...times, exemplars, count: '9007199254740993', sum: 3.5 },
                    ...{ scale: -3, zeroCount: '2', min: 0, max: 2 },
                    positive: { offset: -10, bucketCounts: ['0', '300', '18446744073709551615'] },
                    negative: { offset: 4, bucketCounts: ['1'] },
                  },
                ],
                aggregationTemporality: 2,
              },
            },
            {
              name: 'old',
              summary: {
                dataPoints: [
                  {
                    ...{ ...times, count: '4', sum: 10 },
                    quantileValues: [
                      { quantile: 0.5, value: 2 },
                      { quantile: 0.99, value: 4 },
                    ],
                  },
                ],
              },
            },
          ],
        },
      ],
    },
  ],
}

const json = (value: object) => decodeJsonMetrics(Buffer.from(JSON.stringify(value)))

test('decodes every kind of metric equally from JSON and protobuf', () => {
  const fromJson = json(request)
  const fromProtobuf = decodeProtobufMetrics(encodeProtobuf('MetricsRequest', request))
  expect(fromProtobuf).toEqual(fromJson)
  expect(fromJson.rejected).toBe(0)
  expect(fromJson.rows).toMatchObject([
    {
      kind: 'gauges',
      row: {
        ServiceName: 'shop',
        MetricName: 'depth',
        MetricUnit: '{entry}',
        Value: -7,
        TimeUnix: '1700000060000000001',
        Attributes: { 'http.route': '/' },
        'Exemplars.TraceId': ['5b8efff798038103d269b633813fc60c'],
        'Exemplars.Value': [0.25],
      },
    },
    { kind: 'sums', row: { Value: 1.5, IsMonotonic: true, AggregationTemporality: 2 } },
    {
      kind: 'histograms',
      row: { Count: '6', BucketCounts: ['1', '2', '3'], ExplicitBounds: [0.5, 1], Max: 2 },
    },
    {
      kind: 'exponentialHistograms',
      row: {
        Count: '9007199254740993',
        Scale: -3,
        PositiveOffset: -10,
        PositiveBucketCounts: ['0', '300', '18446744073709551615'],
        NegativeBucketCounts: ['1'],
      },
    },
    { kind: 'summaries', row: { 'ValueAtQuantiles.Value': [2, 4] } },
  ])
})

const gauge = (...dataPoints: unknown[]) => ({
  resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', gauge: { dataPoints } }] }] }],
})

describe('an invalid data point is rejected without its neighbors:', () => {
  test.each([
    ['a count as text', { asInt: 'seven' }, /^asInt must be a 64-bit integer \(got "seven"\)/],
    ['a double as text', { asDouble: 'much' }, /^asDouble must be a number/],
    ['a number instead of a point', 7, /^an element of dataPoints must be an object/],
    ['a time before the epoch', { timeUnixNano: '-1' }, /^timeUnixNano must be nanoseconds/],
    ['a time after 2106', { timeUnixNano: '9000000000000000000' }, /^timeUnixNano is after/],
  ])('%s', (_title, point, reason) => {
    const { rows, rejected, rejectedBecause } = json(gauge({ asInt: 1 }, point, { asInt: 2 }))
    expect(rows.map(({ row }) => row)).toMatchObject([{ Value: 1 }, { Value: 2 }])
    expect(rejected).toBe(1)
    expect(rejectedBecause).toMatch(reason)
  })
})

test('accepts the forms of the protobuf JSON mapping', () => {
  const { rows, rejected } = json({
    resource_metrics: [
      {
        scope_metrics: [
          {
            metrics: [
              {
                name: 'm',
                sum: {
                  data_points: [{ as_int: 5, time_unix_nano: 1700000060000000000 }],
                  aggregation_temporality: 'AGGREGATION_TEMPORALITY_DELTA',
                },
              },
              {
                name: 'special',
                gauge: { dataPoints: [{ asDouble: 'NaN' }, { asDouble: '-Infinity' }] },
              },
            ],
          },
        ],
      },
    ],
  })
  expect(rejected).toBe(0)
  expect(rows.map(({ row }) => row)).toMatchObject([
    { Value: 5, AggregationTemporality: 1 },
    { Value: Number.NaN },
    { Value: Number.NEGATIVE_INFINITY },
  ])
})

test('skips points without a recorded value and rejects those older than the retention', () => {
  const now = Date.now()
  const old = { asInt: 1, timeUnixNano: String(BigInt(now - 9 * 86_400_000) * 1_000_000n) }
  const body = Buffer.from(JSON.stringify(gauge({ asInt: 1, flags: 1 }, old, { asInt: 2 })))
  const { rows, rejected, rejectedBecause } = decodeJsonMetrics(body, timesWithin(7, now))
  expect(rows).toHaveLength(1)
  expect(rejected).toBe(1)
  expect(rejectedBecause).toContain('older than the retention of 7 days')
})
