import type { Token } from './tokens.ts'

/** Takes tokens one after the other. */
export interface TokenReader {
  readonly next: Token
  take(): Token
  /** Takes the next token when it is this word (in any case) or sign. */
  takeIf(word: string): boolean
}

/** @param tokens the last of which is the end */
export function createTokenReader(tokens: readonly Token[]): TokenReader {
  let index = 0
  const end = tokens[tokens.length - 1] as Token
  const next = () => tokens[index] ?? end
  return {
    get next() {
      return next()
    },
    take() {
      const token = next()
      index += 1
      return token
    },
    takeIf(word) {
      const { kind, text } = next()
      const isIt = kind !== 'quoted' && text.toUpperCase() === word.toUpperCase()
      if (isIt) index += 1
      return isIt
    },
  }
}
