/** An attribute's value with the type it most likely had. */
export type AttributeValue =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  /** Decimal text, because 64 bits do not fit a double. */
  | { readonly type: 'int64'; readonly value: string }
  | { readonly type: 'float64'; readonly value: number }

/**
 * The store keeps values as text. A text becomes a number or a boolean only when that value is
 * written exactly so: converting it to text again gives the same text. Versions are texts in all
 * semantic conventions, such as `network.protocol.version` 1.1.
 */
export function attributeValue(key: string, text: string): AttributeValue {
  if (/(^|[._])version$/i.test(key)) return { type: 'string', value: text }
  if (text === 'true' || text === 'false') return { type: 'bool', value: text === 'true' }
  if (/^(0|-?[1-9]\d{0,18})$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text))
    return { type: 'int64', value: text }
  const number = Number(text)
  if (text !== '' && Number.isFinite(number) && String(number) === text)
    return { type: 'float64', value: number }
  return { type: 'string', value: text }
}
