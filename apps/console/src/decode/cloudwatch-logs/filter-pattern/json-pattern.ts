import { type Condition, compare, takeOperator } from './compare.ts'
import { FilterPatternError } from './filter-pattern-error.ts'
import { readTokens, type Token, type TokenReader, tokenize } from './tokens.ts'

const step = /\.?\[(?:"([^"]*)"|'([^']*)'|(\d+|\*))\]|\.([\w@:/-]+)/y

/** Compiles `{ $.level = 50 && ($.err.type = "Type*" || $.user NOT EXISTS) }` for JSON log events. */
export function compileJsonPattern(pattern: string, offset: number): (message: string) => boolean {
  const tokens = readTokens(tokenize(pattern, offset))
  tokens.expect('{')
  const matches = either(tokens)
  tokens.expect('}')
  if (!tokens.done) throw tokens.error('Unexpected text after }')
  return (message) => {
    if (!/^\s*[{[]/.test(message)) return false
    try {
      return matches(JSON.parse(message))
    } catch {
      return false
    }
  }
}

function either(tokens: TokenReader): Condition {
  const conditions = [both(tokens)]
  while (tokens.take('||')) conditions.push(both(tokens))
  return (value) => conditions.some((matches) => matches(value))
}

function both(tokens: TokenReader): Condition {
  const conditions = [one(tokens)]
  while (tokens.take('&&')) conditions.push(one(tokens))
  return (value) => conditions.every((matches) => matches(value))
}

function one(tokens: TokenReader): Condition {
  if (tokens.take('(')) {
    const inside = either(tokens)
    tokens.expect(')')
    return inside
  }
  const select = compileSelector(tokens.next('a selector'))
  if (tokens.take('IS')) {
    const wanted = takeConstant(tokens)
    return (document) => select(document).some((value) => value === wanted)
  }
  if (tokens.take('NOT')) {
    tokens.expect('EXISTS')
    return (document) => select(document).length === 0
  }
  if (tokens.take('EXISTS')) return (document) => select(document).length > 0
  const operator = takeOperator(tokens)
  if (operator === undefined) throw tokens.error('Expected a comparison')
  const matches = compare(operator, tokens.next('a value'))
  return (document) => select(document).some(matches)
}

function takeConstant(tokens: TokenReader): boolean | null {
  if (tokens.take('TRUE')) return true
  if (tokens.take('FALSE')) return false
  if (tokens.take('NULL')) return null
  throw tokens.error('Expected NULL, TRUE or FALSE after IS')
}

/** Selects the values at `$.a.b[0]` or `$.a[*]`; none when the path does not exist. */
function compileSelector({ text: selector, at }: Token): (document: unknown) => unknown[] {
  const path: string[] = []
  if (!selector.startsWith('$'))
    throw new FilterPatternError(
      `A selector must start with $ (got "${selector}") at position ${at}`,
    )
  step.lastIndex = 1
  while (step.lastIndex < selector.length) {
    const match = step.exec(selector)
    if (match === null)
      throw new FilterPatternError(`${selector} is not a selector at position ${at}`)
    path.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '')
  }
  return (document) => path.reduce<unknown[]>(descend, [document])
}

function descend(values: unknown[], key: string): unknown[] {
  return values.flatMap((value) => {
    if (typeof value !== 'object' || value === null) return []
    if (key === '*' && Array.isArray(value)) return value
    return Object.hasOwn(value, key) ? [(value as Record<string, unknown>)[key]] : []
  })
}
