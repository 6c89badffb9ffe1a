import { type ExpressionTokens, literal } from './expression-tokens.ts'
import { FilterExpressionError } from './filter-expression-error.ts'
import {
  compareNumber,
  compareText,
  type FactsTest,
  flags,
  isNumeric,
  numbers,
  texts,
} from './keywords.ts'

const operators = ['!=', '=', '<=', '<', '>=', '>', '!', 'CONTAINS', 'BEGINSWITH', 'ENDSWITH']

/** One condition: a keyword alone, a keyword or an annotation compared, an annotation that exists. */
export function factsCondition(tokens: ExpressionTokens): FactsTest {
  const word = tokens.next()
  const keyword = word.toLowerCase()
  const annotation = annotationKey(word, tokens)
  if (annotation !== undefined) return annotationCondition(annotation, tokens)
  const flag = own(flags, keyword)
  if (flag) return flag
  const readTexts = own(texts, keyword)
  if (readTexts) {
    const { test } = textComparison(tokens)
    return (facts) => readTexts(facts).some((value) => value !== undefined && test(value))
  }
  const readNumber = own(numbers, keyword)
  if (!readNumber) throw new FilterExpressionError(`${word} is not a keyword`)
  const { asNumber, shown } = readComparison(tokens)
  if (!asNumber) throw new FilterExpressionError(`${word} is a number, not ${shown}`)
  return (facts) => {
    const value = readNumber(facts)
    return value !== undefined && asNumber(value)
  }
}

/** `annotation.key` or `annotation[key]`. */
function annotationKey(word: string, tokens: ExpressionTokens): string | undefined {
  const [, key] = /^annotation\.(.+)$/i.exec(word) ?? []
  if (key !== undefined || word.toLowerCase() !== 'annotation') return key
  tokens.expect('[')
  const named = literal(tokens.next())
  tokens.expect(']')
  return named
}

function annotationCondition(key: string, tokens: ExpressionTokens): FactsTest {
  const test = tokens.ahead(...operators) ? anyComparison(tokens) : () => true
  return ({ annotations }) => annotations.some(([name, value]) => name === key && test(value))
}

/** Numbers compare as numbers, all else as text. */
function anyComparison(tokens: ExpressionTokens): (value: string) => boolean {
  const { asNumber, asText, shown } = readComparison(tokens)
  if (!asNumber && !asText) throw new FilterExpressionError(`Cannot compare with ${shown}`)
  return (value) =>
    asNumber && isNumeric(value) ? asNumber(Number(value)) : (asText?.(value) ?? false)
}

function textComparison(tokens: ExpressionTokens) {
  const { asText: test, shown } = readComparison(tokens)
  if (!test) throw new FilterExpressionError(`Cannot compare text with ${shown}`)
  return { test }
}

/** `operator operand`, as a test of numbers and as one of text, where it is one. */
function readComparison(tokens: ExpressionTokens) {
  const negated = tokens.take('!') !== undefined
  const operator = tokens.next()
  const operand = tokens.next()
  const number = isNumeric(operand) ? compareNumber(operator, Number(operand)) : undefined
  const text = compareText(operator, literal(operand))
  return {
    shown: `${operator} ${operand}`,
    asNumber: number && ((value: number) => number(value) !== negated),
    asText: text && ((value: string) => text(value) !== negated),
  }
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
