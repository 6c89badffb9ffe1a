import { toAttributes, toNanos } from './otlp.ts'
import type { PlantedTrace, SentSpan, SpanOptions } from './planted-trace.ts'
import { pickSdk, type Sdk } from './sdk.ts'
import type { SeededRandom } from './seeded-random.ts'

/** A service of a trace; its clock may differ from that of others. */
export interface Service {
  readonly name: string
  readonly sdk: Sdk
  readonly resource: Readonly<Record<string, string | number>>
  readonly clockOffset: number
}

/** Collects the telemetry that the services of one trace send. */
export interface TraceBuilder {
  readonly random: SeededRandom
  readonly traceId: string
  service(
    name: string,
    options?: { sdk?: Sdk; clockOffset?: number; resource?: Record<string, string> },
  ): Service
  span(
    service: Service,
    parent: SentSpan | undefined,
    at: number,
    ms: number,
    name: string,
    options?: SpanOptions,
  ): SentSpan
  log(
    service: Service,
    span: SentSpan | undefined,
    level: 'info' | 'warn' | 'error',
    body: string,
    options?: { spanId?: string; sampled?: boolean },
  ): void
  item(
    service: Service,
    span: SentSpan | undefined,
    level: string,
    message: string,
    spanId?: string,
  ): void
  segment(
    service: Service,
    document: Readonly<Record<string, unknown>>,
    at?: number,
    ms?: number,
    parts?: readonly { readonly name: string; readonly at: number; readonly ms: number }[],
  ): void
  finish(scenario: string, labels: readonly string[]): PlantedTrace
}

const severities = { info: 9, warn: 13, error: 17 } as const

/** @param startMillis Time of the first span. */
export function createTraceBuilder(random: SeededRandom, startMillis: number): TraceBuilder {
  // X-Ray reads the time of a trace from its ID.
  const traceId =
    Math.floor(startMillis / 1_000)
      .toString(16)
      .padStart(8, '0') + random.hex(24)
  const spans = new Map<Service, object[]>()
  const logs = new Map<Service, object[]>()
  const segments: object[] = []
  const items: object[] = []
  const deprecating = new Set<string>()
  const add = (lists: Map<Service, object[]>, service: Service, record: object) =>
    lists.set(service, [...(lists.get(service) ?? []), record])
  const resourceOf = ({ resource }: Service) => ({ attributes: toAttributes(resource) })

  return {
    ...{ random, traceId },
    service: (
      name,
      { sdk = pickSdk(random), clockOffset = random.next() * 4 - 2, resource = {} } = {},
    ) => ({
      ...{ name, sdk, clockOffset },
      resource: {
        'service.name': name,
        'service.instance.id': random.hex(12),
        'telemetry.sdk.language': sdk.language,
        'telemetry.sdk.name': 'opentelemetry',
        'host.name': `ip-10-0-${random.int(0, 9)}-${random.int(1, 250)}`,
        'process.pid': random.int(1, 40_000),
        ...resource,
      },
    }),
    span: (service, parent, at, ms, name, options = {}) => {
      const {
        kind = 1,
        attributes = {},
        error,
        exception,
        links = [],
        events = [],
        parentId,
      } = options
      const sent = {
        id: random.hex(15) + random.int(1, 9),
        service: service.name,
        at,
        ms,
        end: at + ms,
      }
      const start = at + service.clockOffset
      if (options.unsent) return sent
      if (service.sdk.conventions === 'old' && kind !== 1) deprecating.add(service.name)
      const errorEvent = { name: 'exception', at: sent.end }
      add(spans, service, {
        ...{ traceId, spanId: sent.id, parentSpanId: parentId ?? parent?.id ?? '', name, kind },
        startTimeUnixNano: toNanos(startMillis, start),
        endTimeUnixNano: toNanos(startMillis, start + ms),
        attributes: toAttributes(attributes),
        status: error === undefined ? {} : { code: 2, message: error },
        events: [...events, ...(exception ? [errorEvent] : [])].map((event) => ({
          name: event.name,
          timeUnixNano: toNanos(startMillis, event.at + service.clockOffset),
          attributes: exception
            ? toAttributes({ 'exception.type': exception, 'exception.message': error ?? '' })
            : [],
        })),
        links: links.map((link) => ({ ...link, attributes: [] })),
      })
      return sent
    },
    log: (service, span, level, body, { spanId = span?.id ?? '', sampled = true } = {}) =>
      add(logs, service, {
        timeUnixNano: toNanos(startMillis, (span?.end ?? 5) - 0.2),
        ...{ traceId, spanId, flags: sampled ? 1 : 0 },
        ...{ severityNumber: severities[level], severityText: level.toUpperCase() },
        body: { stringValue: body },
        attributes: [],
      }),
    item: (service, span, level, message, spanId = span?.id ?? '') =>
      items.push({
        ...{ level, environment: 'planted', timestamp: (startMillis + (span?.end ?? 5)) / 1_000 },
        body: { trace_chain: [{ exception: { class: 'Error', message }, frames: [] }] },
        custom: { service: service.name, trace_id: traceId, span_id: spanId },
      }),
    segment: (service, document, at = 0, ms = 100, parts = []) =>
      segments.push({
        name: service.name,
        trace_id: `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`,
        start_time: (startMillis + at) / 1_000,
        ...(document.in_progress ? {} : { end_time: (startMillis + at + ms) / 1_000 }),
        ...document,
        ...(parts.length > 0 && {
          subsegments: parts.map((part) => ({
            ...{ id: random.hex(16), name: part.name },
            start_time: (startMillis + part.at) / 1_000,
            end_time: (startMillis + part.at + part.ms) / 1_000,
          })),
        }),
      }),
    finish: (scenario, labels) => ({
      ...{ scenario, traceId, segments, items },
      labels: [...new Set([...labels, ...(deprecating.size > 0 ? ['deprecated-attribute'] : [])])],
      resourceSpans: [...spans].map(([service, ofService]) => ({
        resource: resourceOf(service),
        scopeSpans: [{ scope: { name: service.sdk.scope }, spans: ofService }],
      })),
      resourceLogs: [...logs].map(([service, ofService]) => ({
        resource: resourceOf(service),
        scopeLogs: [{ scope: {}, logRecords: ofService }],
      })),
    }),
  }
}
