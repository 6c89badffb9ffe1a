/** Bytes that CloudWatch Logs adds for each event when it measures a batch. */
export const eventOverheadBytes = 26

/**
 * Truncates each line with `truncateLine` and joins them.
 *
 * @param text the lines joined: if it fits as a whole, no line needs truncation
 */
export function truncateLines(
  lines: readonly string[],
  text: string,
  maxEventBytes: number,
): string {
  if (certainlyFits(text, maxEventBytes)) return text
  return lines.map((line) => truncateLine(line, maxEventBytes)).join('')
}

/** Fast check: a UTF-16 code unit is at most three bytes in UTF-8. */
function certainlyFits({ length }: string, maxEventBytes: number): boolean {
  return length * 3 <= maxEventBytes - eventOverheadBytes
}

/**
 * Returns a line that fits an event of `maxEventBytes` as is. A longer line stays JSON: its longest
 * strings are truncated, and `truncated_from_bytes` holds its original size.
 */
export function truncateLine(line: string, maxEventBytes: number): string {
  if (certainlyFits(line, maxEventBytes)) return line
  const maxBytes = maxEventBytes - eventOverheadBytes
  const bytes = Buffer.byteLength(line)
  return bytes <= maxBytes ? line : shorten(line, bytes, maxBytes)
}

function shorten(line: string, bytes: number, maxBytes: number): string {
  try {
    const fields: unknown = JSON.parse(line)
    // Each round halves the allowed string length, so short strings are kept.
    for (let longest = maxBytes >> 1; longest >= 32; longest >>= 1) {
      const shorter = JSON.stringify(
        { ...(fields as object), truncated_from_bytes: bytes },
        (_key, value) =>
          typeof value === 'string' && value.length > longest
            ? `${value.slice(0, longest).toWellFormed()}…`
            : value,
      )
      if (Buffer.byteLength(shorter) < maxBytes) return `${shorter}\n`
    }
  } catch {
    // Not JSON: truncate the text.
  }
  const mark = `… [truncated from ${bytes} bytes]\n`
  const textBytes = maxBytes - Buffer.byteLength(mark)
  // Truncated bytes may end in half a character, which decodes as U+FFFD.
  const start = Buffer.from(line)
    .subarray(0, textBytes - 3)
    .toString()
  return start.replace(/\uFFFD$/, '').trimEnd() + mark
}
