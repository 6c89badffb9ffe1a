import { type ExpressionTokens, literal } from './expression-tokens.ts'
import { FilterExpressionError } from './filter-expression-error.ts'
import {
  compareNumber,
  compareText,
  compareTruth,
  type FactsTest,
  flags,
  isNumeric,
  numbers,
  operators,
  texts,
} from './keywords.ts'

const textOperators = ['CONTAINS', 'BEGINSWITH', 'ENDSWITH']

/** One condition: a keyword or an annotation that is set, or is compared. */
export function factsCondition(tokens: ExpressionTokens): FactsTest {
  const word = tokens.next()
  const keyword = word.toLowerCase()
  const annotation = annotationKey(word, tokens)
  if (annotation !== undefined) return annotationCondition(annotation, tokens)

  const flag = own(flags, keyword)
  const readTexts = own(texts, keyword)
  const readNumber = own(numbers, keyword)
  if (!flag && !readTexts && !readNumber)
    throw new FilterExpressionError(`${word} is not a keyword`)

  const isCompared = startsComparison(tokens)
  if (flag) {
    const test = isCompared ? comparison(word, tokens, 'asTruth') : (value: boolean) => value
    return (facts) => test(flag(facts))
  }
  if (readTexts) {
    const test = isCompared ? comparison(word, tokens, 'asText') : () => true
    return (facts) => readTexts(facts).some((value) => value !== undefined && test(value))
  }
  const test = isCompared ? comparison(word, tokens, 'asNumber') : () => true
  return (facts) => {
    const value = readNumber?.(facts)
    return value !== undefined && test(value)
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

/** A value is compared only with values of its own type: `annotation.age = 30` is not `"30"`. */
function annotationCondition(key: string, tokens: ExpressionTokens): FactsTest {
  if (!startsComparison(tokens))
    return ({ annotations }) => annotations.some((annotation) => annotation.key === key)
  const { asNumber, asText, asTruth, shown } = readComparison(tokens)
  if (!asNumber && !asText && !asTruth)
    throw new FilterExpressionError(`Cannot compare an annotation with ${shown}`)
  return ({ annotations }) =>
    annotations.some((annotation) => {
      if (annotation.key !== key) return false
      const { value } = annotation
      if (typeof value === 'number') return asNumber?.(value) ?? false
      return typeof value === 'boolean' ? (asTruth?.(value) ?? false) : (asText?.(value) ?? false)
    })
}

/** `http.url !CONTAINS "x"` is a comparison; in `http.url !partial` the `!` belongs to the next condition. */
function startsComparison(tokens: ExpressionTokens): boolean {
  return tokens.ahead(...operators) || (tokens.ahead('!') && tokens.secondAhead(...textOperators))
}

type Comparison = ReturnType<typeof readComparison>

function comparison<Kind extends 'asNumber' | 'asText' | 'asTruth'>(
  word: string,
  tokens: ExpressionTokens,
  kind: Kind,
): NonNullable<Comparison[Kind]> {
  const read = readComparison(tokens)
  const test = read[kind]
  if (!test) throw new FilterExpressionError(`Cannot compare ${word} with ${read.shown}`)
  return test
}

/** `operator operand`, as a test for each possible type of the value. */
function readComparison(tokens: ExpressionTokens) {
  const isNegated = tokens.take('!') !== undefined
  const operator = tokens.next()
  const operand = tokens.next()
  const isQuoted = /^["']/.test(operand)
  const number = isNumeric(operand) ? compareNumber(operator, Number(operand)) : undefined
  const truth = compareTruth(operator, literal(operand))
  const text = number || (truth && !isQuoted) ? undefined : compareText(operator, literal(operand))
  return {
    shown: `${operator} ${operand}`,
    asNumber: number,
    asTruth: truth,
    asText: text && ((value: string) => text(value) !== isNegated),
  }
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
