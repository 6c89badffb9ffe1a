import { FilterPatternError } from './filter-pattern-error.ts'

/** A token of a structured pattern; `text` excludes the delimiters of strings and regular expressions. */
export interface Token {
  readonly kind: 'symbol' | 'word' | 'quoted' | 'regex'
  readonly text: string
  /** Position in the filter pattern, from 1. */
  readonly at: number
}

const pattern =
  /\s+|(\.{3}|&&|\|\||!=|<=|>=|[=<>(){},])|"((?:[^"\\]|\\.)*)"|%((?:[^%\\]|\\.)*)%|(\$(?:\.?\[(?:"[^"]*"|'[^']*'|\d+|\*)\]|\.[\w@:/-]+)*|[^\s=<>!(){},"%&|]+)/y

/** @param offset Characters of the filter pattern before the text. */
export function tokenize(text: string, offset = 0): Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const start = pattern.lastIndex
    const at = offset + start + 1
    const match = pattern.exec(text)
    if (match === null) throw new FilterPatternError(`Unexpected text at position ${at}`)
    const [, symbol, quoted, regex, word] = match
    if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, at })
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: unquote(quoted), at })
    else if (regex !== undefined) tokens.push({ kind: 'regex', text: regex, at })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at })
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
  /** An error at the next token. */
  error(message: string): FilterPatternError
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
  function error(message: string): FilterPatternError {
    const token = tokens[position]
    const place = token === undefined ? 'at the end' : `at position ${token.at}`
    return new FilterPatternError(`${message} ${place}`)
  }
  return {
    take,
    error,
    expect(text) {
      if (!take(text)) throw error(`Expected ${text}`)
    },
    next(what) {
      const token = tokens[position]
      if (token === undefined) throw error(`Expected ${what}`)
      position += 1
      return token
    },
    get done() {
      return position >= tokens.length
    },
  }
}
