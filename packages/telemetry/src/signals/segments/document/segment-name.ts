const invalid = /[^\p{L}\p{N}\s_.:/%&#=+\-@\\]/gu
const longestName = 200

/** X-Ray takes letters, digits, white space and `_ . : / % & # = + \ - @`, at most 200; anything else becomes `_`. */
export function segmentName(name: string): string {
  const cleaned = name.slice(0, longestName).replace(invalid, '_').trim()
  return cleaned === '' ? 'unknown' : cleaned
}
