const invalid = /[^\p{L}\p{N}\s_.:/%&#=+\-@\\]/gu
const longestName = 200

/** X-Ray allows letters, digits, white space and `_ . : / % & # = + \ - @`, at most 200 characters; others become `_`. */
export function segmentName(name: string): string {
  const cleaned = name.slice(0, longestName).replace(invalid, '_').trim()
  return cleaned === '' ? 'unknown' : cleaned
}
