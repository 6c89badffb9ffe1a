/** Honeycomb rejects events with longer strings; https://docs.honeycomb.io/send-data/limits/ */
const maxBytes = 65_534

/** The start of a text that fits, without half a character at its end. */
export function truncateUtf8(text: string): string {
  // No character takes more than three bytes per code unit, so most texts are not measured.
  if (text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes) return text
  const bytes = Buffer.from(text.slice(0, maxBytes))
  let end = Math.min(maxBytes, bytes.length)
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.toString('utf8', 0, end)
}
