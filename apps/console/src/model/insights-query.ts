/** A Logs Insights query: commands applied to log events one after the other. */
export type InsightsQuery = readonly InsightsCommand[]

export type InsightsCommand =
  | { readonly command: 'fields' | 'display'; readonly columns: readonly NamedExpression[] }
  | { readonly command: 'filter'; readonly condition: Expression }
  | {
      readonly command: 'stats'
      readonly aggregates: readonly NamedExpression[]
      readonly by: readonly NamedExpression[]
    }
  | { readonly command: 'sort'; readonly keys: readonly SortKey[] }
  | { readonly command: 'limit'; readonly count: number }
  | {
      readonly command: 'parse'
      readonly source: Expression
      /** RE2 syntax. */
      readonly regex: string
      /** Name of each group of the regular expression that becomes a field, by its number from 1. */
      readonly groups: ReadonlyMap<number, string>
    }
  | { readonly command: 'dedup'; readonly fields: readonly Expression[] }

/** An expression with the name of its column in the results. */
export interface NamedExpression {
  readonly name: string
  readonly expression: Expression
}

export interface SortKey {
  readonly expression: Expression
  readonly isDescending: boolean
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^'

/** An expression; a field without a value has no value in an expression and makes a comparison false. */
export type Expression =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'text'; readonly value: string }
  /** A decimal number as text, so that no digit is lost. */
  | { readonly kind: 'number'; readonly value: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: 'time-step'
      readonly time: Expression
      readonly step: TimeStep
      readonly isUp: boolean
    }
  | ({ readonly kind: 'compare'; readonly operator: Comparison } & Sides)
  | ({ readonly kind: 'arithmetic'; readonly operator: Arithmetic } & Sides)
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly Expression[] }
  | { readonly kind: 'not'; readonly condition: Expression }
  | { readonly kind: 'contains'; readonly value: Expression; readonly part: Expression }
  | { readonly kind: 'matches'; readonly value: Expression; readonly regex: string }
  | { readonly kind: 'in'; readonly value: Expression; readonly list: readonly Expression[] }

interface Sides {
  readonly left: Expression
  readonly right: Expression
}

export interface TimeStep {
  readonly count: number
  readonly unit: TimeUnit
}

export type TimeUnit =
  | 'MILLISECOND'
  | 'SECOND'
  | 'MINUTE'
  | 'HOUR'
  | 'DAY'
  | 'WEEK'
  | 'MONTH'
  | 'QUARTER'
  | 'YEAR'

/** The log events that a query reads. */
export interface InsightsScope {
  readonly groups: readonly {
    readonly name: string
    /** Earliest event time that is readable. */
    readonly fromMillis: number
  }[]
  readonly startMillis: number
  /** Included. */
  readonly endMillis: number
  /** Of rows, unless the query has a lower limit. */
  readonly limit: number
}

export interface InsightsResult {
  readonly columns: readonly string[]
  /** A value for each column; `null` where the row has none. */
  readonly rows: readonly (readonly (string | null)[])[]
  readonly recordsMatched: number
  readonly recordsScanned: number
  readonly bytesScanned: number
}

/** Runs Logs Insights queries over the events that PutLogEvents stored. */
export interface InsightsReader {
  /** @throws StoreError CON_STORE_QUERY_TOO_LARGE when the time or the memory of one query is used up. */
  runInsights(query: InsightsQuery, scope: InsightsScope): Promise<InsightsResult>
}
