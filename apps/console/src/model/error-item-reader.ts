import type { ErrorRow } from './error-row.ts'
import type { TimeRange } from './telemetry-reader.ts'

/** Filters of occurrences; every one is optional. */
export interface OccurrenceSelection {
  readonly range: TimeRange
  readonly service?: string
  /** `service.instance.id`, which an item has among its attributes. */
  readonly run?: string
  readonly environment?: string
  readonly level?: string
  readonly fingerprint?: string
}

/** A place in the list of items, the last to occur first. */
export interface ErrorItemPosition {
  readonly lastSeenUnixNano: string
  readonly fingerprint: string
}

/** Occurrences of one fingerprint; titles and levels are those of the last that counts. */
export interface ErrorItemRow extends ErrorItemPosition {
  /** 1 for the item that was first seen first. */
  readonly counter: number
  readonly title: string
  readonly exceptionClass: string
  readonly culprit: string
  readonly level: string
  /** By name, at most 20 of each. */
  readonly services: readonly string[]
  readonly environments: readonly string[]
  readonly codeVersions: readonly string[]
  /** Of all stored occurrences. */
  readonly firstSeenUnixNano: string
  readonly occurrenceCount: number
  readonly traceCount: number
}

interface ItemQuery extends OccurrenceSelection {
  readonly after?: ErrorItemPosition
  readonly limit: number
}

interface CountQuery extends OccurrenceSelection {
  readonly fingerprints: readonly string[]
  readonly stepNano: bigint
}

export interface OccurrenceCount {
  readonly fingerprint: string
  /** Whole steps since the start of the range. */
  readonly step: number
  readonly count: number
}

interface OccurrenceQuery extends OccurrenceSelection {
  readonly fingerprint: string
  /** Only occurrences after this one in the list. */
  readonly after?: { readonly timeUnixNano: string; readonly uuid: string }
  readonly limit: number
}

/** Reads Rollbar occurrences, grouped into items. */
export interface ErrorItemReader {
  findErrorItems(query: ItemQuery): Promise<ErrorItemRow[]>
  countOccurrences(query: CountQuery): Promise<OccurrenceCount[]>
  /** Newest first, each once. */
  getOccurrences(query: OccurrenceQuery): Promise<ErrorRow[]>
}
