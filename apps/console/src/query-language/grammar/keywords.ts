import {
  Absent,
  Amount,
  and,
  Contains,
  Exists,
  Like,
  Number as NumberTerm,
  not,
  or,
  Unit,
} from './parser.terms.ts'

const reserved: Readonly<Record<string, number>> = { and, or, not }

const operators: Readonly<Record<string, number>> = {
  contains: Contains,
  like: Like,
  exists: Exists,
  absent: Absent,
}

const units = ['ns', 'us', 'µs', 'μs', 'ms', 's', 'min', 'm', 'h', 'd']
const decimal = String.raw`[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?`
const numberPattern = new RegExp(`^${decimal}$`, 'i')
const amountPattern = new RegExp(`^(?:${decimal}(?:${units.join('|')}))+$`, 'i')

/** AND, OR and NOT in any case are never a name or a value; numbers and durations are both. */
export function reservedWord(word: string, _stack?: unknown): number {
  if (numberPattern.test(word)) return NumberTerm
  if (amountPattern.test(word)) return Amount
  return lookUp(reserved, word)
}

/** Operators and units are words: as the name of an attribute or as a value they mean themselves. */
export function operatorWord(word: string, _stack?: unknown): number {
  return units.includes(word) ? Unit : lookUp(operators, word)
}

function lookUp(terms: Readonly<Record<string, number>>, word: string): number {
  const key = word.toLowerCase()
  return Object.hasOwn(terms, key) ? (terms[key] ?? -1) : -1
}
