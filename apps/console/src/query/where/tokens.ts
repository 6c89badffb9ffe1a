import { QueryError } from '../query-error.ts'

export interface Token {
  readonly kind: 'word' | 'quoted' | 'sign' | 'end'
  /** What it means: without quotes and their escapes. */
  readonly text: string
  /** As it was written. */
  readonly raw: string
  /** Counted from 1. */
  readonly position: number
}

const pattern =
  /(?<quoted>"(?:[^"\\]|\\.)*")|(?<sign>!=|!~|=~|<=|>=|[=<>()])|(?<word>[^\s"=<>!()]+)/suy

/** @throws QueryError when a quote is not closed or a character means nothing here */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = []
  let index = 0
  for (;;) {
    index += /^\s*/u.exec(text.slice(index))?.[0].length ?? 0
    if (index >= text.length) break
    pattern.lastIndex = index
    const match = pattern.exec(text)
    if (match === null) throw unreadable(text, index)
    const [raw] = match
    const kind = match.groups?.quoted ? 'quoted' : match.groups?.sign ? 'sign' : 'word'
    tokens.push({ kind, raw, text: kind === 'quoted' ? unquote(raw) : raw, position: index + 1 })
    index = pattern.lastIndex
  }
  tokens.push({ kind: 'end', text: '', raw: '', position: text.length + 1 })
  return tokens
}

/** What was wanted, where, and what stands there. */
export function expected(wanted: string, token: Token): QueryError {
  const found = token.kind === 'end' ? 'the end' : token.raw
  return new QueryError(
    'CON_QUERY_INVALID',
    `where: expected ${wanted} at position ${token.position}, found ${found}`,
  )
}

function unreadable(text: string, index: number): QueryError {
  const what =
    text[index] === '"'
      ? 'a closing " for the text that begins'
      : 'a name, a value, an operator or a parenthesis'
  return new QueryError(
    'CON_QUERY_INVALID',
    `where: expected ${what} at position ${index + 1}, found ${text.slice(index, index + 20)}`,
  )
}

function unquote(raw: string): string {
  return raw.slice(1, -1).replace(/\\(.)/gsu, '$1')
}
