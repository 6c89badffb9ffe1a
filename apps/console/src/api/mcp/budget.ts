import { truncate } from '../../query/overview/budget.ts'

/** About 8,000 tokens. */
export const maxResultChars = 24_000
const longTextChars = 1_000
const shortTextChars = 300

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = Readonly<Record<string, Json>>

/** A result within the budget; `omitted` has the number of items that were left out of each list. */
export interface Shortened {
  readonly result: JsonObject
  readonly omitted: Readonly<Record<string, number>>
}

/** Shortens long texts first, then the lists of the result, the longest first. */
export function shorten(result: JsonObject, maxChars = maxResultChars): Shortened {
  for (const textChars of [longTextChars, shortTextChars]) {
    const short = truncateTexts(result, textChars) as JsonObject
    if (sizeOf(short) <= maxChars) return { result: short, omitted: {} }
  }
  return cutLists(truncateTexts(result, shortTextChars) as JsonObject, maxChars)
}

function truncateTexts(value: Json, maxChars: number): Json {
  if (typeof value === 'string') return truncate(value, maxChars)
  if (Array.isArray(value)) return value.map((item: Json) => truncateTexts(item, maxChars))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, truncateTexts(item as Json, maxChars)]),
  )
}

function cutLists(whole: JsonObject, maxChars: number): Shortened {
  const result: Record<string, Json> = { ...whole }
  const omitted: Record<string, number> = {}
  let size = sizeOf(result)
  while (size > maxChars) {
    const [key, list] = longestList(result) ?? []
    if (key === undefined || list === undefined) break
    // At least one item less, and about as many as are too much.
    const kept = Math.min(list.length - 1, Math.floor((list.length * maxChars) / size))
    omitted[key] = (omitted[key] ?? 0) + list.length - kept
    result[key] = list.slice(0, kept)
    size = sizeOf(result)
  }
  return { result, omitted }
}

function longestList(result: JsonObject): [string, readonly Json[]] | undefined {
  const lists = Object.entries(result).flatMap(([key, value]): [string, readonly Json[]][] =>
    Array.isArray(value) && value.length > 0 ? [[key, value as readonly Json[]]] : [],
  )
  return lists.sort(([, one], [, other]) => sizeOf(other) - sizeOf(one))[0]
}

const sizeOf = (value: Json | JsonObject) => JSON.stringify(value).length
