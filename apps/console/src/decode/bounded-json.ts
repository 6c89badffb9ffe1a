/** Far above the number that clients send; 8 MiB of JSON could contain three million arrays. */
const maxValues = 200_000

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openingBracket = 0x5b
const openingBrace = 0x7b

/**
 * Parses JSON with at most 200,000 objects, arrays and elements, counted before they are created.
 * @throws SyntaxError when the text is not JSON or nested too deep; RangeError with the status 413 for more values
 */
export function parseBoundedJson(text: string): unknown {
  if (text.length > maxValues && countValues(text) > maxValues)
    throw Object.assign(
      new RangeError(
        `The body contains more than ${maxValues.toLocaleString('en')} values: send smaller batches`,
      ),
      { statusCode: 413 },
    )
  try {
    return JSON.parse(text)
  } catch (cause) {
    // Nesting without end is a RangeError.
    throw new SyntaxError('The body is not JSON', { cause })
  }
}

function countValues(text: string): number {
  let count = 0
  let isInString = false
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index)
    if (isInString) {
      if (char === backslash) index++
      else if (char === quote) isInString = false
    } else if (char === quote) isInString = true
    else if (char === openingBrace || char === openingBracket || char === comma) count++
  }
  return count
}
