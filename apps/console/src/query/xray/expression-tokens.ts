import { FilterExpressionError } from './filter-expression-error.ts'

const pattern =
  /\s*(?:("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(!=|<=|>=|[=<>!(){}[\],:])|([\w./-]+))/y

/** Reads the tokens of a filter expression one after the other; keywords in any case. */
export interface ExpressionTokens {
  /** Takes the next token when it is one of these. */
  take<Word extends string>(...words: readonly Word[]): Word | undefined
  /** Whether the next token is one of these. */
  ahead(...words: readonly string[]): boolean
  /** Whether the token after the next is one of these. */
  secondAhead(...words: readonly string[]): boolean
  expect(word: string): void
  next(): string
  readonly done: boolean
}

export function readExpression(expression: string): ExpressionTokens {
  const tokens = tokenize(expression.trimEnd())
  let position = 0

  function isAt(index: number, words: readonly string[]): boolean {
    return words.some((word) => tokens[index]?.toUpperCase() === word.toUpperCase())
  }

  function ahead(...words: readonly string[]): boolean {
    return isAt(position, words)
  }

  function take<Word extends string>(...words: readonly Word[]): Word | undefined {
    const found = words.find((word) => ahead(word))
    if (found !== undefined) position += 1
    return found
  }

  return {
    ahead,
    secondAhead: (...words) => isAt(position + 1, words),
    take,
    expect(word) {
      const here = position < tokens.length ? `before ${tokens[position]}` : 'at the end'
      if (take(word) === undefined) throw new FilterExpressionError(`Expected ${word} ${here}`)
    },
    next() {
      const token = tokens[position]
      if (token === undefined) throw new FilterExpressionError('Unexpected end')
      position += 1
      return token
    },
    get done() {
      return position >= tokens.length
    },
  }
}

/** The text of a quoted literal, or the unchanged word. */
export function literal(token: string): string {
  return /^["']/.test(token) ? token.slice(1, -1).replace(/\\(.)/gs, '$1') : token
}

function tokenize(expression: string): string[] {
  const tokens: string[] = []
  pattern.lastIndex = 0
  while (pattern.lastIndex < expression.length) {
    const start = pattern.lastIndex
    const match = pattern.exec(expression)
    if (match === null) throw new FilterExpressionError(`Unexpected text at character ${start + 1}`)
    tokens.push(match[0].trim())
  }
  return tokens
}
