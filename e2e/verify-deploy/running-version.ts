import type { Trace } from '../../apps/console/src/api/contract.ts'

/** Each place where a service tells its version, and what it tells there. */
export type ToldVersions = Readonly<Record<string, unknown>>

/** Reads the version out of the four signals of one request and out of `/health/live`. */
export async function toldVersions(
  { spans, segments = [], logs = [], errors = [] }: Trace,
  service: string,
  serviceUrl: string,
): Promise<ToldVersions> {
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

/** A JSON text, or what one held, as an object; nothing as an empty one. */
function parse(value: unknown): Readonly<Record<string, unknown>> {
  const parsed = typeof value === 'string' ? JSON.parse(value) : value
  return typeof parsed === 'object' && parsed !== null ? parsed : {}
}

/** @returns where another version is told than the one that runs, one line each */
export function wrongVersions(told: ToldVersions, version: string | undefined): string[] {
  return Object.entries(told)
    .filter(([, value]) => value !== version)
    .map(([where, value]) => `${where} tells version ${value}, not ${version}`)
}
