/** Added by the service to each event when it weighs a batch. */
export const eventOverheadBytes = 26

/**
 * Lines, each as `fitLine` leaves it, in one text.
 *
 * @param text what the lines are together: short as a whole, it has no line that is too long
 */
export function fitLines(lines: readonly string[], text: string, maxEventBytes: number): string {
  if (fitsSurely(text, maxEventBytes)) return text
  return lines.map((line) => fitLine(line, maxEventBytes)).join('')
}

/** No character takes more than three bytes; nearly all that is written is told by this. */
function fitsSurely({ length }: string, maxEventBytes: number): boolean {
  return length * 3 <= maxEventBytes - eventOverheadBytes
}

/**
 * The line itself when it fits an event of `maxEventBytes`; else a shorter one that is still JSON:
 * its longest texts are cut, and `truncated_from_bytes` says how long the line was.
 */
export function fitLine(line: string, maxEventBytes: number): string {
  if (fitsSurely(line, maxEventBytes)) return line
  const maxBytes = maxEventBytes - eventOverheadBytes
  const bytes = Buffer.byteLength(line)
  return bytes <= maxBytes ? line : shorten(line, bytes, maxBytes)
}

function shorten(line: string, bytes: number, maxBytes: number): string {
  try {
    const fields: unknown = JSON.parse(line)
    // The shorter the texts, the more of them stay: each round allows half of the round before.
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
    // Not JSON: cut as it is.
  }
  const mark = `… [cut from ${bytes} bytes]\n`
  const room = maxBytes - Buffer.byteLength(mark)
  // Cutting bytes may leave half a character at the end, which decodes as U+FFFD.
  const start = Buffer.from(line)
    .subarray(0, room - 3)
    .toString()
  return start.replace(/\uFFFD$/, '').trimEnd() + mark
}
