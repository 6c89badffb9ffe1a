import { typeOfText } from '../../model/value-types.ts'

/** An attribute's value with the type it most likely had. */
export type AttributeValue =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  /** Decimal text, because 64 bits do not fit a double. */
  | { readonly type: 'int64'; readonly value: string }
  | { readonly type: 'float64'; readonly value: number }

export function attributeValue(key: string, text: string): AttributeValue {
  switch (typeOfText(key, text)) {
    case 'bool':
      return { type: 'bool', value: text === 'true' }
    case 'int':
      return { type: 'int64', value: text }
    case 'double':
      return { type: 'float64', value: Number(text) }
    default:
      return { type: 'string', value: text }
  }
}
