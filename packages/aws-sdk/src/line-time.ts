/** Only pino's level, a number or a label, precedes the time; application fields follow it. */
const leadingTime = /^\{(?:"level":(?:\d+|"\w+"),)?"time":(?:(\d+)[,}]|"([^"]{10,40})")/

/**
 * The `time` of a pino line in milliseconds since the epoch, from epoch or ISO 8601 format; `undefined`
 * for other text.
 */
export function lineTimeMillis(line: string): number | undefined {
  const [, epoch, iso] = leadingTime.exec(line) ?? []
  const millis = epoch === undefined ? Date.parse(iso ?? '') : Number(epoch)
  return Number.isSafeInteger(millis) ? millis : undefined
}
