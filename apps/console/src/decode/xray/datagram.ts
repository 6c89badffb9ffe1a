const newline = 0x0a
const maxHeaderBytes = 256
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Returns the segment document in a datagram of the X-Ray daemon protocol: a JSON header
 * (`{"format":"json","version":1}`), a newline, the document. Returns `undefined` when the header is
 * missing or different, the document is empty, or the bytes are not UTF-8.
 */
export function readDatagram(datagram: Uint8Array): string | undefined {
  const end = datagram.indexOf(newline)
  if (end < 0 || end > maxHeaderBytes) return undefined
  try {
    if (!isHeader(JSON.parse(utf8.decode(datagram.subarray(0, end))))) return undefined
    return utf8.decode(datagram.subarray(end + 1)).trim() || undefined
  } catch {
    return undefined
  }
}

function isHeader(header: unknown): boolean {
  if (typeof header !== 'object' || header === null) return false
  const { format, version } = header as { format?: unknown; version?: unknown }
  return typeof format === 'string' && format.toLowerCase() === 'json' && version === 1
}
