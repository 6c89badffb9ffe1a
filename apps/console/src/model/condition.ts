/** Source of a value: a column of the span itself, or an attribute of span or resource. */
export type Field =
  | { readonly kind: 'service' | 'operation' | 'span-kind' | 'status' | 'status-message' | 'scope' }
  | { readonly kind: 'duration' | 'trace-id' | 'span-id' }
  | { readonly kind: 'attribute'; readonly key: string }

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** A decimal number as text, so that no digit is lost: `1234567890123456789`, `-2.5e3`. */
export interface DecimalNumber {
  readonly number: string
}

/** A text, a number (compared with values that are numbers) or a duration in nanoseconds. */
export type Value = string | DecimalNumber | bigint

/** A condition on a span; the store turns it into SQL with bound values. */
export type Condition =
  | { readonly op: 'all' | 'any'; readonly conditions: readonly Condition[] }
  | { readonly op: 'not'; readonly condition: Condition }
  | { readonly op: 'exists'; readonly field: Field }
  | {
      readonly op: 'compare'
      readonly field: Field
      readonly comparison: Comparison
      readonly value: Value
    }
  | {
      readonly op: 'contains' | 'wildcard' | 'regex'
      readonly field: Field
      readonly value: string
    }
