import type { Trace } from '../../apps/console/src/contract/traces.ts'

/** The version that a service reports, by place. */
export type ReportedVersions = Readonly<Record<string, unknown>>

/** Reads the version from the signals of one request and from `/health/live`. */
export async function reportedVersions(
  { spans, segments = [], logs = [], errors = [] }: Trace,
  service: string,
  serviceUrl: string,
): Promise<ReportedVersions> {
  const ofService = (row: { readonly service: string }) => row.service === service
  const segment = segments.find((row) => ofService(row) && !row.isSubsegment)
  const report = errors.find(ofService)
  const live = await fetch(`${serviceUrl}/health/live`)
  return {
    span: spans.find(ofService)?.resource['service.version'],
    segment: parse(segment?.blocks.service).version,
    'log line': logs.find(ofService)?.attributes.version,
    'error report': parse(parse(report?.data).custom).version,
    '/health/live': parse(await live.text()).version,
  }
}

/** JSON text or a parsed value as an object; empty when it is not one. */
function parse(value: unknown): Readonly<Record<string, unknown>> {
  const parsed = typeof value === 'string' ? JSON.parse(value) : value
  return typeof parsed === 'object' && parsed !== null ? parsed : {}
}

/** @returns one line for each place that reports another version */
export function wrongVersions(reported: ReportedVersions, version: string | undefined): string[] {
  return Object.entries(reported)
    .filter(([, value]) => value !== version)
    .map(([where, value]) => `${where} reports version ${value}, not ${version}`)
}
