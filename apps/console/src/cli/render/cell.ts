import stringWidth from 'string-width'

/** Below this width tables leave out their least important columns. */
export const WIDE_COLUMNS = 110

/** Fills up with spaces to `columns`, or cuts and ends with an ellipsis. */
export function fit(text: string, columns: number): string {
  const width = stringWidth(text)
  return width <= columns ? text + ' '.repeat(columns - width) : cut(text, columns)
}

/** Right-aligned {@link fit}. */
export function fitRight(text: string, columns: number): string {
  const width = stringWidth(text)
  return width <= columns ? ' '.repeat(columns - width) + text : cut(text, columns)
}

function cut(text: string, columns: number): string {
  let kept = ''
  let width = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const next = stringWidth(segment)
    if (width + next > columns - 1) break
    kept += segment
    width += next
  }
  return `${kept}…${' '.repeat(columns - 1 - width)}`
}

/** Texts in lines of this width; none is cut. */
export function fillLines(texts: readonly string[], separator: string, columns: number): string[] {
  const lines: string[] = []
  for (const text of texts) {
    const longer = lines.length === 0 ? text : `${lines.at(-1)}${separator}${text}`
    if (lines.length === 0 || stringWidth(longer) > columns) lines.push(text)
    else lines[lines.length - 1] = longer
  }
  return lines
}

/** Columns that the widest of the texts takes, at most `limit`. */
export function widest(texts: readonly string[], limit: number): number {
  return Math.min(
    limit,
    texts.reduce((most, text) => Math.max(most, stringWidth(text)), 0),
  )
}
