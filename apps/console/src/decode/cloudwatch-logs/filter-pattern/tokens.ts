import { FilterPatternError } from './filter-pattern-error.ts'

/** A token of a structured pattern; `text` excludes the delimiters of strings and regular expressions. */
export interface Token {
  readonly kind: 'symbol' | 'word' | 'quoted' | 'regex'
  readonly text: string
}

const pattern =
  /\s+|(\.{3}|&&|\|\||!=|<=|>=|[=<>(){},])|"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|(\$(?:\.?\[(?:"[^"]*"|'[^']*'|\d+|\*)\]|\.[\w@:/-]+)*|[^\s=<>!(){},"%&|]+)/y

export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) throw new FilterPatternError(`Unexpected text at character ${start + 1}`)
    const [, symbol, quoted, regex, word] = match
    if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol })
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: unquote(quoted) })
    else if (regex !== undefined) tokens.push({ kind: 'regex', text: regex })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
  }
  return tokens
}

export function unquote(text: string): string {
  return text.replace(/\\(.)/gs, '$1')
}

export interface TokenReader {
  /** Takes the next token if it is this symbol or keyword. */
  take(text: string): boolean
  expect(text: string): void
  next(what: string): Token
  readonly done: boolean
}

export function readTokens(tokens: readonly Token[]): TokenReader {
  let position = 0
  function take(text: string): boolean {
    const token = tokens[position]
    const same =
      (token?.kind === 'symbol' && token.text === text) ||
      (token?.kind === 'word' && token.text.toUpperCase() === text)
    if (same) position += 1
    return same
  }
  return {
    take,
    expect(text) {
      if (!take(text)) throw new FilterPatternError(`Expected ${text}`)
    },
    next(what) {
      const token = tokens[position]
      if (token === undefined) throw new FilterPatternError(`Expected ${what} at the end`)
      position += 1
      return token
    },
    get done() {
      return position >= tokens.length
    },
  }
}
