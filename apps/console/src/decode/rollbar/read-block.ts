/** A JSON object with unchecked fields. */
export type Block = Readonly<Record<string, unknown>>

export function asBlock(value: unknown): Block | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Block) : undefined
}

/** Returns the first non-empty string, truncated; '' without one. */
export function firstText(maxLength: number, ...values: readonly unknown[]): string {
  const found = values.find((value) => typeof value === 'string' && value !== '')
  return typeof found === 'string' ? found.slice(0, maxLength) : ''
}
