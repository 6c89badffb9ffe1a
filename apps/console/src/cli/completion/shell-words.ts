/** One word of a command line, as it is typed and as a program gets it. */
export interface ShellWord {
  readonly raw: string
  readonly value: string
}

/** The words of a line up to the cursor; the last is the one that is being written, perhaps ''. */
export function readShellWords(line: string): readonly ShellWord[] {
  const words: ShellWord[] = []
  let raw = ''
  let value = ''
  let quote = ''
  let escaped = false
  const end = () => {
    words.push({ raw, value })
    raw = ''
    value = ''
  }
  for (const sign of line) {
    if (quote === '' && !escaped && sign === ' ') {
      if (raw !== '') end()
      continue
    }
    raw += sign
    if (escaped) {
      value += sign
      escaped = false
    } else if (sign === '\\' && quote !== "'") escaped = true
    else if (quote === '' && (sign === '"' || sign === "'")) quote = sign
    else if (sign === quote) quote = ''
    else value += sign
  }
  end()
  return words
}

/**
 * A value as bash takes it in the place of the word that is being written.
 * @param raw That word as it is typed.
 * @param shown Its end, the only part that bash passes when a colon splits it.
 */
export function forBash(value: string, raw: string, shown: string): string {
  // Text within open quotes; bash closes them.
  if (raw.startsWith('"')) return value.replaceAll(/["\\$`]/g, '\\$&')
  if (raw.startsWith("'")) return value.replaceAll("'", `'\\''`)
  const escaped = value.replaceAll(/[^\w./@:=+,%-]/g, '\\$&')
  return raw.endsWith(shown) ? escaped.slice(raw.length - shown.length) : escaped
}

/** A word that a shell takes as it is. */
export function quoteWord(word: string): string {
  return /^[\w./@:=+,%-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
