import { InsightsError } from './insights-error.ts'

export interface Token {
  /** `name` is in backticks and therefore never a keyword. */
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'period' | 'symbol' | 'end'
  readonly text: string
  readonly from: number
  readonly to: number
}

const skipped = /(?:\s|#[^\n]*)*/y
const pattern = new RegExp(
  [
    String.raw`(?<period>\d+[a-z]+\b)`,
    String.raw`(?<number>(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)`,
    String.raw`"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|${'`'}(?<name>[^${'`'}]+)${'`'}`,
    String.raw`(?<word>[\p{L}_@$][\p{L}\p{N}_@$.]*)`,
    String.raw`(?<symbol>=~|!=|<=|>=|[-+*/%^=<>(),|[\]])`,
  ].join('|'),
  'iuys',
)
const regexLiteral = /\/((?:[^/\\\n]|\\.)+)\//y
const exponent = /^\d+e\d+$/i

/** Reads a query token by token; what a `/` means depends on what the parser expects. */
export function readTokens(text: string) {
  let end = 0
  let current = scan(0)

  function scan(at: number): Token {
    skipped.lastIndex = at
    skipped.exec(text)
    const from = skipped.lastIndex
    if (from >= text.length) return { kind: 'end', text: '', from: text.length, to: text.length }
    pattern.lastIndex = from
    const groups = pattern.exec(text)?.groups
    if (groups === undefined) throw unreadable(from)
    const to = pattern.lastIndex
    const token = (kind: Token['kind'], value: string): Token => ({ kind, text: value, from, to })
    const { period, number, double, single, name, word, symbol = '' } = groups
    if (period !== undefined) return token(exponent.test(period) ? 'number' : 'period', period)
    if (number !== undefined) return token('number', number)
    const quoted = double ?? single
    if (quoted !== undefined) return token('text', quoted.replaceAll(/\\(.)/gs, unescaped))
    if (name !== undefined) return token('name', name)
    return word === undefined ? token('symbol', symbol) : token('word', word)
  }

  function unreadable(from: number): InsightsError {
    const character = String.fromCodePoint(text.codePointAt(from) ?? 0)
    const isQuote = /["'`]/.test(character)
    return new InsightsError(
      isQuote ? `Missing closing ${character} of the text` : `Unexpected character ${character}`,
      { from, to: isQuote ? text.length : from + character.length },
    )
  }

  function next(): Token {
    const token = current
    end = token.to
    current = scan(token.to)
    return token
  }

  const isAt = (wanted: string) =>
    (current.kind === 'symbol' && current.text === wanted) ||
    (current.kind === 'word' && current.text.toLowerCase() === wanted)

  function take(wanted: string): boolean {
    if (!isAt(wanted)) return false
    next()
    return true
  }

  function expected(what: string): InsightsError {
    const found = current.kind === 'end' ? 'the end' : text.slice(current.from, current.to)
    return new InsightsError(`Expected ${what}, found ${shorten(found)}`, current)
  }

  return {
    peek: () => current,
    next,
    isAt,
    /** Takes the next token if it is this symbol or keyword. */
    take,
    expect(wanted: string) {
      if (!take(wanted)) throw expected(wanted)
    },
    expected,
    /** Takes a regular expression between slashes. */
    takeRegex():
      | { readonly pattern: string; readonly from: number; readonly to: number }
      | undefined {
      if (!isAt('/')) return undefined
      regexLiteral.lastIndex = current.from
      const [literal, source = ''] = regexLiteral.exec(text) ?? []
      if (literal === undefined)
        throw new InsightsError('Missing closing / of the regular expression', {
          from: current.from,
          to: text.length,
        })
      const { from } = current
      const to = from + literal.length
      end = to
      current = scan(to)
      return { pattern: source.replaceAll('\\/', '/'), from, to }
    },
    /** Takes a call that is the name of a column, such as `count(*)` after `stats count(*)`. */
    takeCall(columns: Iterable<string> = []): string | undefined {
      const { from } = current
      const found = [...columns]
        .filter((name) => name.endsWith(')') && text.startsWith(name, from))
        .sort((a, b) => b.length - a.length)[0]
      if (found === undefined) return undefined
      end = from + found.length
      current = scan(end)
      return found
    },
    /** The text from an offset to the end of the last token. */
    textFrom: (from: number) => text.slice(from, end),
    /** The place from an offset to the end of the last token. */
    placeFrom: (from: number) => ({ from, to: end }),
  }
}

export type TokenReader = ReturnType<typeof readTokens>

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

function unescaped(_match: string, character: string): string {
  return escapes[character] ?? character
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
