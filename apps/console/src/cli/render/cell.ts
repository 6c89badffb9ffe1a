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

const MIN_WRAP_COLUMNS = 16
const MAX_WRAPPED_LINES = 20

/** A text in lines of this width, broken between words; a longer word is broken where it must. */
export function wrapWords(text: string, columns: number): string[] {
  if (!Number.isFinite(columns)) return [text]
  const width = Math.max(MIN_WRAP_COLUMNS, columns)
  const lines: string[] = []
  let line = ''
  let lineWidth = 0
  for (const part of text.trimEnd().split(/(?<=\s)(?=\S)/u)) {
    const wordWidth = stringWidth(part.trimEnd())
    if (lineWidth > 0 && lineWidth + wordWidth > width) {
      lines.push(line.trimEnd())
      ;[line, lineWidth] = ['', 0]
    }
    for (const piece of wordWidth > width ? pieces(part, width) : [part]) {
      if (lineWidth > 0 && piece !== part) {
        lines.push(line.trimEnd())
        line = ''
      }
      line = piece === part ? line + piece : piece
      lineWidth = stringWidth(line)
    }
    if (lines.length >= MAX_WRAPPED_LINES) return [...lines.slice(0, MAX_WRAPPED_LINES), '…']
  }
  return [...lines, line.trimEnd()]
}

const HANGING_INDENT = 4

/** A text after a head of this width: the first line continues the head, the others are indented. */
export function wrapAfter(headColumns: number, text: string, columns: number): string[] {
  const [first = ''] = wrapWords(text, columns - headColumns)
  const others = text.slice(first.length).trimStart()
  if (others === '') return [first]
  const indent = ' '.repeat(HANGING_INDENT)
  return [first, ...wrapWords(others, columns - HANGING_INDENT).map((line) => indent + line)]
}

function pieces(word: string, width: number): string[] {
  const found: string[] = ['']
  let last = 0
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const next = stringWidth(segment)
    if (last + next > width) {
      found.push('')
      last = 0
    }
    found[found.length - 1] += segment
    last += next
  }
  return found
}
