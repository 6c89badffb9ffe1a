import { OtlpDecodeError } from '../otlp-decode-error.ts'

/** Objects and arrays of a body; 64 MiB of JSON could contain 30 million, which take gigabytes. */
const maxContainers = 2_000_000
const maxElements = 8_000_000
/** A smaller body cannot contain enough objects to matter. */
const minCheckedBytes = 1024 * 1024

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openingBracket = 0x5b
const openingBrace = 0x7b

/** Integers that a double may not represent exactly, outside of strings or not. */
const longInteger = /[:[,\s]-?\d{16}/

/**
 * Parses JSON with exact integers: those beyond 2^53 become BigInt.
 * @throws OtlpDecodeError when the text is not JSON or contains too many objects
 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length > minCheckedBytes) checkSize(bytes)
  try {
    const text = bytes.toString('utf8')
    return longInteger.test(text) ? JSON.parse(text, exactInteger) : JSON.parse(text)
  } catch (cause) {
    throw new OtlpDecodeError('malformed', 'The body is not JSON', { cause })
  }
}

function exactInteger(_key: string, value: unknown, context?: { readonly source?: string }) {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ''
  return /^-?\d{1,40}$/.test(source) ? BigInt(source) : value
}

/** Counts objects, arrays and elements before JSON.parse creates them. */
function checkSize(bytes: Buffer): void {
  let containers = 0
  let elements = 0
  let isInString = false
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]
    if (isInString) {
      if (byte === backslash) index++
      else if (byte === quote) isInString = false
    } else if (byte === quote) isInString = true
    else if (byte === openingBrace || byte === openingBracket) containers++
    else if (byte === comma) elements++
  }
  if (containers > maxContainers || elements > maxElements)
    throw new OtlpDecodeError(
      'too-large',
      `The body contains more than ${maxContainers.toLocaleString('en')} objects: send smaller batches`,
    )
}
