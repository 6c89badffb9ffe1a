import { RE2JS } from 're2js'
import { FilterPatternError } from './filter-pattern-error.ts'
import type { Token, TokenReader } from './tokens.ts'

/** Whether a value of a log event matches. */
export type Condition = (value: unknown) => boolean

const operators = ['!=', '<=', '>=', '=', '<', '>'] as const
type Operator = (typeof operators)[number]

const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** Takes the next token if it is an operator. */
export function takeOperator(tokens: TokenReader): Operator | undefined {
  return operators.find((operator) => tokens.take(operator))
}

/** Compiles `operator value`; numbers compare as numbers, text may contain `*`. */
export function compare(operator: Operator, operand: Token): Condition {
  const place = `at position ${operand.at}`
  if (operand.kind === 'symbol')
    throw new FilterPatternError(`Expected a value after ${operator} ${place}`)
  const equality = operator === '=' || operator === '!='
  if (operand.kind === 'word' && number.test(operand.text)) {
    return compareNumbers(operator, Number(operand.text))
  }
  if (!equality) throw new FilterPatternError(`${operator} compares numbers: expected one ${place}`)
  const matches = operand.kind === 'regex' ? matchRegex(operand.text) : matchWildcard(operand.text)
  const expected = operator === '='
  return (value) => isScalar(value) && matches(String(value)) === expected
}

function compareNumbers(operator: Operator, right: number): Condition {
  return (value) => {
    const left = typeof value === 'string' && number.test(value) ? Number(value) : value
    if (typeof left !== 'number') return operator === '!=' && isScalar(value)
    if (operator === '=') return left === right
    if (operator === '!=') return left !== right
    if (operator === '<') return left < right
    if (operator === '>') return left > right
    return operator === '<=' ? left <= right : left >= right
  }
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

/** Matches text with `*` for any characters, in linear time. */
function matchWildcard(pattern: string): (text: string) => boolean {
  const parts = pattern.split('*')
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  if (parts.length === 1) return (text) => text === pattern
  return (text) => {
    if (!text.startsWith(first)) return false
    let position = first.length
    for (const part of parts.slice(1, -1)) {
      const found = text.indexOf(part, position)
      if (found < 0) return false
      position = found + part.length
    }
    return text.length - last.length >= position && text.endsWith(last)
  }
}

/** Searches a regular expression without backtracking. */
export function matchRegex(pattern: string): (text: string) => boolean {
  try {
    const regex = RE2JS.compile(pattern)
    return (text) => regex.test(text)
  } catch {
    throw new FilterPatternError(`Invalid regular expression: %${pattern}%`)
  }
}
