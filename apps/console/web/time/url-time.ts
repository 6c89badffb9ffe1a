import { text } from '../routing/search-params.ts'

/** The parameters of a time range in the URL; a start or an end overrides `since`. */
export const TIME_PARAMS = { since: text, start: text, end: text }

/** The time range in the URL. */
export interface UrlTime {
  readonly since?: string | undefined
  readonly start?: string | undefined
  readonly end?: string | undefined
}

/** The range of pages that summarize, when the URL has none. */
const DEFAULT_SINCE = '1h'

/** A search that has a time range: the last hour by default. */
export function withTime<Search extends UrlTime>(search: Search): Search & UrlTime {
  const hasRange = search.since !== undefined || search.start !== undefined
  return hasRange ? search : { ...search, since: DEFAULT_SINCE }
}

/** Whether the search covers the default range, also when it was selected. */
export function isDefaultRange({ since = DEFAULT_SINCE, start, end }: UrlTime): boolean {
  return since === DEFAULT_SINCE && start === undefined && end === undefined
}

/** URL of a page with the same time range, which the default one leaves out. */
export function inTime(path: string, { since, start, end }: UrlTime): string {
  const query = new URLSearchParams(
    Object.entries({ since, start, end }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
  return isDefaultRange({ since, start, end }) ? path : `${path}?${query}`
}
