import { describe, expect, test } from 'vitest'
import type { TelemetryContract } from '../../../packages/telemetry/src/testing/index.ts'
import { services } from '../../../scripts/services.ts'
import { compareTelemetry } from '../../compatibility/compare-telemetry.ts'
import { findUsesIn } from '../../compatibility/telemetry-uses.ts'
import { repository } from '../support/run-script.ts'

const contract: TelemetryContract = {
  spans: { 'Show home activities': { 'app.now': 'string', 'app.rows': 'number' } },
  segments: { orders: { 'annotations.outcome': 'string', 'metadata.orders.rows': 'number' } },
  logLines: { 'request completed': { duration_ms: 'number', reqId: 'string' } },
  errorReports: { 'custom.trace_id': 'string' },
  metrics: {
    'http.server.request.duration': { unit: 's', attributes: { 'http.route': 'string' } },
  },
}

type Change = (copy: Record<keyof TelemetryContract, Record<string, never>>) => void

const changed = (change: Change): TelemetryContract => {
  const copy = structuredClone(contract)
  change(copy as unknown as Parameters<Change>[0])
  return copy
}

const used = ['app.now', 'annotation.outcome', 'duration_ms', 'custom.trace_id', 'http.route']
const findUse = (name: string) =>
  [...used, 'Show home activities', 'http.server.request.duration'].includes(name)
    ? 'docs/observing.md'
    : undefined
const stops = (change: Change) =>
  compareTelemetry(contract, changed(change), findUse)
    .filter(({ effect }) => effect === 'stop')
    .map(({ rule }) => rule)

const remove = (object: object | undefined, name: string) => {
  delete (object as Record<string, unknown>)[name]
}
const set = (object: object | undefined, name: string, value: unknown) => {
  ;(object as Record<string, unknown>)[name] = value
}

describe('stops when something uses it', () => {
  test.each<[string, Change, string]>([
    ['a span', ({ spans }) => remove(spans, 'Show home activities'), 'span-removed'],
    [
      'an attribute',
      ({ spans }) => remove(spans['Show home activities'], 'app.now'),
      'attribute-removed',
    ],
    [
      'an annotation',
      ({ segments }) => remove(segments.orders, 'annotations.outcome'),
      'attribute-removed',
    ],
    [
      'a field of a log line',
      ({ logLines }) => remove(logLines['request completed'], 'duration_ms'),
      'attribute-removed',
    ],
    [
      'the type of a field',
      ({ logLines }) => set(logLines['request completed'], 'duration_ms', 'string'),
      'attribute-type-changed',
    ],
    [
      'a field of error reports',
      ({ errorReports }) => remove(errorReports, 'custom.trace_id'),
      'attribute-removed',
    ],
    [
      'a metric',
      ({ metrics }) => remove(metrics, 'http.server.request.duration'),
      'metric-removed',
    ],
    [
      'the unit of a metric',
      ({ metrics }) => set(metrics['http.server.request.duration'], 'unit', 'ms'),
      'metric-unit-changed',
    ],
    [
      'an attribute of a metric',
      ({ metrics }) => set(metrics['http.server.request.duration'], 'attributes', {}),
      'attribute-removed',
    ],
  ])('%s', (_, change, rule) => {
    expect(stops(change)).toEqual([rule])
  })
})

describe('is safe', () => {
  test.each<[string, Change]>([
    ['a new span', ({ spans }) => set(spans, 'Count orders', {})],
    ['a new attribute', ({ spans }) => set(spans['Show home activities'], 'app.new', 'string')],
    [
      'a removed attribute without a use',
      ({ spans }) => remove(spans['Show home activities'], 'app.rows'),
    ],
    [
      'removed metadata without a use',
      ({ segments }) => remove(segments.orders, 'metadata.orders.rows'),
    ],
    [
      'a removed field without a use',
      ({ logLines }) => remove(logLines['request completed'], 'reqId'),
    ],
  ])('%s', (_, change) => {
    expect(stops(change)).toEqual([])
  })
})

test('uses are found in alarms and in code of the docs, not in their prose', () => {
  const find = findUsesIn(repository)
  expect(find('http.server.request.duration')).toBe('deploy/aws/metric-queries.ts')
  expect(find('app.stale_reason')).toMatch(/\.md$/)
  expect(find('annotation.outcome')).toBe('docs/deploying/observing.md')
  expect(find('app.stale')).toBeUndefined()
  expect(find('deployments')).toBeUndefined()
})

test('every service has a contract', async () => {
  for (const { name } of services)
    expect(
      await import(`../../../apps/${name}/telemetry.json`, { with: { type: 'json' } }),
    ).toBeDefined()
})
