import type { Condition } from '../../src/model/condition.ts'
import type { TimeRange } from '../../src/model/telemetry-reader.ts'
import type { QueryParts } from '../../src/store/compose-query.ts'

export interface QueryCasesOptions {
  readonly range: TimeRange
  readonly traceId: string
  readonly fingerprint: string
  readonly metric: string
  readonly service: string
}

const condition: Condition = {
  ...{ op: 'compare', comparison: '=', value: '/' },
  field: { kind: 'attribute', key: 'http.route' },
}

/** Values for every query file: a test that runs all of them finds a new file without values. */
export function queryCases(options: QueryCasesOptions): Readonly<Record<string, QueryParts>> {
  const { range, traceId, fingerprint, metric: name, service } = options
  const steps = { start: String(range.fromNano), step: '10000000000' }
  const first = { after: '0', afterTraceId: '', limit: 20 }
  const box = {
    boxFrom: String(range.fromNano),
    boxTo: String(range.toNano),
    minDuration: '0',
    maxDuration: '1000000000',
  }
  const items = { environment: '', level: '', fingerprint: '' }
  const spans = (parameters: QueryParts['parameters'] = {}): QueryParts => ({
    ...{ range, condition, by: { kind: 'attribute', key: 'http.route' } },
    parameters: { isSmall: true, limit: 20, ...parameters },
  })
  const ofTrace: QueryParts = { range, parameters: { traceId, traceIds: [traceId], limit: 10 } }
  const metric = (parameters: QueryParts['parameters'] = {}): QueryParts => ({
    range,
    parameters: {
      ...{ name, unit: 'ms', limit: 1_000 },
      ...{ stepStart: String(range.fromNano), step: steps.step },
      ...parameters,
    },
  })

  return {
    'analysis/box-sizes': spans(box),
    'analysis/compare-values': spans({
      ...box,
      ...{ everySelected: 1, everyRest: 1, selectedSize: 1, restSize: 1 },
    }),
    'analysis/count-groups': spans(),
    'analysis/count-operations': spans(),
    'analysis/count-service-steps': spans({ ...steps, byOperation: true, quantile: 0.95 }),
    'analysis/count-shape': spans({ limit: 10_000 }),
    'analysis/count-steps': spans({ ...steps, keys: ['=/'] }),
    'analysis/find-by-duration': spans({
      ...{ longestFirst: true, withoutErrors: false, isFirst: true, afterDuration: '0' },
      afterTraceId: '',
    }),
    'analysis/heatmap': spans(steps),
    'analysis/list-attribute-keys': spans({ containing: '' }),
    'analysis/list-values': spans({ containing: '' }),
    'error-items/count-occurrences': {
      range,
      parameters: { ...items, fingerprints: [fingerprint], step: '1000000000' },
    },
    'error-items/find-error-items': {
      range,
      parameters: { ...items, after: '0', afterFingerprint: '', limit: 10 },
    },
    'error-items/get-occurrences': {
      range,
      parameters: { ...items, fingerprint, after: '0', afterUuid: '', limit: 10 },
    },
    'insights/events': { range, parameters: { groups: ['group'], groupsFrom: ['0'] } },
    'log-search/find-log-lines': {
      range,
      parameters: {
        ...{ group: '', stream: '', traceId: '', minSeverityNumber: 0 },
        ...{ after: '0', afterId: '', limit: 10 },
      },
    },
    'log-search/list-log-streams': {},
    'logs/count-stored-bytes': { parameters: { logGroupNames: ['group'] } },
    'logs/load-log-groups': {},
    'logs/read-log-events': {
      range,
      parameters: {
        ...{ logGroupName: 'group', logStreamNames: [], logStreamNamePrefix: '' },
        ...{ afterEventId: '', beforeEventId: ':', limit: 10, maxBytes: 1_000 },
      },
    },
    'logs/summarize-log-streams': { parameters: { logGroupName: 'group', sinceMillis: '0' } },
    'metrics/list-exemplars': metric({ table: 'otel_metrics_histogram' }),
    'metrics/list-metrics': metric({ name: '' }),
    'metrics/list-point-attributes': metric({ table: 'otel_metrics_sum' }),
    'metrics/read-exponential-histograms': metric(),
    'metrics/read-gauges': metric(),
    'metrics/read-histograms': metric(),
    'metrics/read-sums': metric({ isMonotonic: true }),
    'metrics/read-summaries': metric(),
    'queries/count-spans': ofTrace,
    'queries/find-slowest': spans({ spanLimit: 400 }),
    'queries/find-trace-ids': spans(first),
    'queries/get-spans': ofTrace,
    'queries/list-all-services': {},
    'queries/list-operations': { parameters: { service } },
    'queries/list-services': { range },
    'queries/summarize-traces': ofTrace,
    'runs/list-runs': { range, parameters: { service: '', instanceId: '', limit: 20 } },
    'segments/count-calls': { range, parameters: { period: 60 } },
    'segments/find-segment-traces': {
      range,
      parameters: { afterNano: String(range.toNano), afterTraceId: '', limit: 10 },
    },
    'segments/get-segments-of-traces': ofTrace,
    'service-map/count-signals': { range },
    'service-map/count-stored': { range, service },
    'service-map/list-calls': {
      range,
      parameters: { settledBefore: '0', hosts: [], hostServices: [], limit: 10, isSmall: true },
    },
    'trace-list/count-traces': spans({ ...steps, withoutErrors: false }),
    'trace-list/find-traces-without-spans': { range, parameters: { ...first, status: '' } },
    'trace-list/find-by-prefix': { parameters: { prefix: traceId.slice(0, 30), limit: 9 } },
    'trace-list/find-by-prefix-without-spans': {
      parameters: { prefix: traceId.slice(0, 30), limit: 9 },
    },
    'trace-list/oldest-span': {},
    'trace-list/summarize-traces-without-spans': {
      range,
      parameters: { traceIds: [traceId], service: '', run: '' },
    },
    'trace-shape/count-calls': { range },
    'trace-shape/count-orphans': ofTrace,
    'trace-shape/find-links-to': ofTrace,
    'trace-signals/get-errors': ofTrace,
    'trace-signals/get-logs': ofTrace,
    'trace-signals/get-segments': ofTrace,
    'xray-groups/load-groups': {},
  }
}
