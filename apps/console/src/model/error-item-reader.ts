import type { ErrorItem } from '../contract/errors.ts'
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

/** An item without its occurrences over time. */
export type ErrorItemRow = Omit<ErrorItem, 'counts'>

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
