/** Reads once, at the first call; throws the same error at each call. */
export function lazily<Value>(read: () => Value): () => Value {
  let outcome: { readonly value: Value } | { readonly error: unknown } | undefined
  return () => {
    if (outcome === undefined)
      try {
        outcome = { value: read() }
      } catch (error) {
        outcome = { error }
      }
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }
}
