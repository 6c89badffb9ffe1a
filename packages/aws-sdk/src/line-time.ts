/** The level may stand before the time, as a number or a word; nothing of the caller's can. */
const leadingTime = /^\{(?:"level":(?:\d+|"\w+"),)?"time":(?:(\d+)[,}]|"([^"]{10,40})")/

/**
 * When a pino line was written: its own `time`, in milliseconds since 1970, from epoch or ISO 8601
 * form; `undefined` for a text that is no pino line.
 */
export function lineTimeMillis(line: string): number | undefined {
  const [, epoch, iso] = leadingTime.exec(line) ?? []
  const millis = epoch === undefined ? Date.parse(iso ?? '') : Number(epoch)
  return Number.isSafeInteger(millis) ? millis : undefined
}
