/** A JSON object whose fields have not been looked at. */
export type Block = Readonly<Record<string, unknown>>

export function asBlock(value: unknown): Block | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Block) : undefined
}

/** The first of the values that is a string with something in it, cut to a length; '' when none is. */
export function firstText(maxLength: number, ...values: readonly unknown[]): string {
  const found = values.find((value) => typeof value === 'string' && value !== '')
  return typeof found === 'string' ? found.slice(0, maxLength) : ''
}
