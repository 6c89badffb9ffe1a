import type { Expression, TimeStep, TimeUnit } from '../../../model/insights-query.ts'
import { aggregateNames, arityOf, isAggregate, scalarNames, timeFunctions } from './functions.ts'
import { InsightsError } from './insights-error.ts'
import type { TokenReader } from './token-reader.ts'

interface Place {
  readonly from: number
  readonly to: number
}

export interface CallContext {
  /** Whether the call is an expression of `stats` and not an argument of an aggregate. */
  isInStats(): boolean
  parseExpression(): Expression
  /** Arguments up to the closing parenthesis; those of an aggregate may be `*`. */
  parseArguments(isOfStats: boolean): readonly Expression[]
  field(name: string, at: Place): Expression
}

/** Returns the parser of a call after its opening parenthesis. */
export function createCallParser(
  { peek, next, expect, expected, placeFrom }: TokenReader,
  { isInStats, parseExpression, parseArguments, field }: CallContext,
): (name: string, from: number) => Expression {
  return function parseCall(name, from) {
    if (timeFunctions.includes(name)) return parseTimeStep(name, from)
    const isOfStats = isAggregate(name)
    const arity = arityOf(name)
    const at = placeFrom(from)
    if (arity === undefined)
      throw new InsightsError(
        `Unknown function ${name}: use ${[...scalarNames, ...aggregateNames].join(', ')};`,
        at,
      )
    const args = parseArguments(isOfStats)
    if (isOfStats && !isInStats())
      throw new InsightsError(`${name}() is only allowed in stats, and not nested`, at)
    const [min, max] = arity
    if (args.length < min || args.length > max) {
      const count = min === max ? `${min}` : `${min} to ${max}`
      throw new InsightsError(`${name}() takes ${count} arguments, not ${args.length},`, at)
    }
    if (name === 'pct' || name === 'percentile') checkPercentage(args[1], at)
    return { kind: 'call', name, args }
  }

  /** `bin(5m)`, `datefloor(@timestamp, 1h)` or `dateceil(@timestamp, 1h)`. */
  function parseTimeStep(name: string, from: number): Expression {
    const parsed: { time: Expression } = { time: { kind: 'field', name: '@timestamp' } }
    if (name !== 'bin') {
      parsed.time = parseExpression()
      expect(',')
    }
    const step = parseStep()
    expect(')')
    if (name === 'bin') field('@timestamp', placeFrom(from))
    return { kind: 'time-step', ...parsed, step, isUp: name === 'dateceil' }
  }

  function parseStep(): TimeStep {
    const { kind, text } = peek()
    const [, count = '', suffix = ''] = /^(\d+)([a-z]+)$/i.exec(text) ?? []
    const unit = units[suffix.toLowerCase()]
    if (kind !== 'period' || unit === undefined || !/^[1-9]\d{0,4}$/.test(count))
      throw expected('a period such as 30s, 5m, 1h or 1d')
    next()
    return { count: Number(count), unit }
  }
}

const units: Readonly<Record<string, TimeUnit>> = {
  ...{ ms: 'MILLISECOND', millisecond: 'MILLISECOND', milliseconds: 'MILLISECOND' },
  ...{ s: 'SECOND', sec: 'SECOND', second: 'SECOND', seconds: 'SECOND' },
  ...{ m: 'MINUTE', min: 'MINUTE', minute: 'MINUTE', minutes: 'MINUTE' },
  ...{ h: 'HOUR', hr: 'HOUR', hour: 'HOUR', hours: 'HOUR' },
  ...{ d: 'DAY', day: 'DAY', days: 'DAY', w: 'WEEK', week: 'WEEK', weeks: 'WEEK' },
  ...{ mo: 'MONTH', mon: 'MONTH', month: 'MONTH', months: 'MONTH' },
  ...{ q: 'QUARTER', qtr: 'QUARTER', quarter: 'QUARTER', quarters: 'QUARTER' },
  ...{ y: 'YEAR', yr: 'YEAR', year: 'YEAR', years: 'YEAR' },
}

function checkPercentage(
  level: Expression | undefined,
  at: { readonly from: number; readonly to: number },
): void {
  const value = level?.kind === 'number' ? Number(level.value) : Number.NaN
  if (!(value >= 0 && value <= 100))
    throw new InsightsError('The percentile must be a number from 0 to 100', at)
}
