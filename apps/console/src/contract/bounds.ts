// Bounds of API parameters, which the `traces` command checks before a request.

/** `15m`, `1.5 s` or `2 min 05 s`; the query language names the units. */
export const durationBounds = { minLength: 2, maxLength: 100 }
/** Of the entries of one page. */
export const limitBounds = { minimum: 1, maximum: 500 }
