/** Where a value is looked up: a column of the span itself, or an attribute of span or resource. */
export type Field =
  | { readonly kind: 'service' | 'operation' | 'span-kind' | 'status' | 'status-message' | 'scope' }
  | { readonly kind: 'duration' | 'trace-id' | 'span-id' }
  | { readonly kind: 'attribute'; readonly key: string }

type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** What a span must be like; the store turns it into SQL with bound values. */
export type Condition =
  | { readonly op: 'all' | 'any'; readonly conditions: readonly Condition[] }
  | { readonly op: 'not'; readonly condition: Condition }
  | { readonly op: 'exists'; readonly field: Field }
  | {
      readonly op: 'compare'
      readonly field: Field
      readonly comparison: Comparison
      /** A number compares as one, with values that are numbers; durations are nanoseconds. */
      readonly value: string | number
    }
  | {
      readonly op: 'contains' | 'wildcard' | 'regex'
      readonly field: Field
      readonly value: string
    }
