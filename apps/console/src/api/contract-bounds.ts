// What the API takes, beside the schemas: the `traces` command refuses by it before it asks.

/** A time back from now: `15m`. */
export const sincePattern = '^\\d{1,6}(ms|s|m|h|d)$'
/** How long a span took: `1.5ms`. */
export const durationPattern = '^\\d{1,9}(\\.\\d{1,9})?(ns|us|ms|s|m)$'
/** Of the entries of one page. */
export const limitBounds = { minimum: 1, maximum: 500 }
