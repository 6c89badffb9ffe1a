import type { Expression, TimeStep } from '../../model/insights-query.ts'
import type { Binder } from '../binder.ts'
import { compareNumber } from '../number-sql.ts'
import { aggregateTemplates, scalarTemplates } from './insights-functions.ts'
import {
  asCondition,
  asNumber,
  asText,
  boolean,
  type InsightsValue,
  number,
  text,
  time,
} from './insights-value.ts'

export interface ExpressionContext {
  readonly binder: Pick<Binder, 'bind'>
  field(name: string): InsightsValue
  /** A name that is unique in the statement. */
  newName(): string
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { kind: Kind }>

/** SQL of an expression; every text and number is a bound parameter. */
export function expressionSql(expression: Expression, context: ExpressionContext): InsightsValue {
  const { binder, field, newName } = context
  const sqlOf = (inner: Expression) => expressionSql(inner, context)
  const condition = (inner: Expression) => asCondition(sqlOf(inner))
  switch (expression.kind) {
    case 'field':
      return field(expression.name)
    case 'text':
      return text(binder.bind(expression.value, 'String'))
    case 'number':
      return number(binder.bind(finite(expression.value), 'Float64'))
    case 'call':
      return call(expression)
    case 'time-step':
      return time(timeStepSql(timeOf(sqlOf(expression.time)), expression.step, expression.isUp))
    case 'arithmetic':
      return arithmetic(expression)
    case 'compare':
      return compare(expression)
    case 'all':
      return boolean(`(${expression.conditions.map(condition).join(' AND ')})`)
    case 'any':
      return boolean(`(${expression.conditions.map(condition).join(' OR ')})`)
    case 'not':
      return boolean(`NOT ${condition(expression.condition)}`)
    case 'contains':
      return boolean(
        `ifNull(position(${asText(sqlOf(expression.value))}, ${asText(sqlOf(expression.part))}) > 0, 0)`,
      )
    case 'matches':
      return boolean(
        `ifNull(match(${asText(sqlOf(expression.value))}, ${binder.bind(expression.regex, 'String')}), 0)`,
      )
    case 'in':
      return isIn(expression)
  }

  function call({ name, args }: Of<'call'>): InsightsValue {
    const [, level] = args
    const values = args.map(sqlOf)
    if (level?.kind === 'number' && /^(pct|percentile)$/.test(name))
      values[1] = number(String(Number(level.value)))
    const template = scalarTemplates[name] ?? aggregateTemplates[name]
    if (template === undefined) throw new Error(`No SQL for ${name}`)
    return template(values)
  }

  function arithmetic({ operator, left, right }: Of<'arithmetic'>): InsightsValue {
    const [a, b] = [asNumber(sqlOf(left)), asNumber(sqlOf(right))]
    if (operator === '^') return number(`pow(${a}, ${b})`)
    const divisor = operator === '/' || operator === '%' ? `nullIf(${b}, 0)` : b
    return number(`(${a} ${operator} ${divisor})`)
  }

  function compare({ operator, left, right }: Of<'compare'>): InsightsValue {
    if (operator === '!=') return boolean(`NOT ${compareSql('=', left, right)}`)
    return boolean(compareSql(operator, left, right))
  }

  function isIn({ value, list }: Of<'in'>): InsightsValue {
    return boolean(
      once(
        [sqlOf(value)],
        ([one]) => `(${list.map((item) => compareValues('=', one ?? missing, item)).join(' OR ')})`,
      ),
    )
  }

  function compareSql(operator: string, left: Expression, right: Expression): string {
    if (left.kind === 'number' && right.kind !== 'number')
      return compareValues(mirrored[operator] ?? operator, sqlOf(right), left)
    return compareValues(operator, sqlOf(left), right)
  }

  function compareValues(operator: string, left: InsightsValue, right: Expression): string {
    if (right.kind === 'number' && left.type === 'text')
      return once([left], ([one = missing]) =>
        compareNumber(one.sql, operator as '=', { number: right.value }, binder),
      )
    return compareTyped(operator, left, sqlOf(right), right.kind === 'text')
  }

  function compareTyped(
    operator: string,
    left: InsightsValue,
    right: InsightsValue,
    isTextLiteral: boolean,
  ): string {
    if (left.type !== 'text' && right.type !== 'text')
      return `ifNull(${asNumber(left)} ${operator} ${asNumber(right)}, 0)`
    if (isTextLiteral && operator === '=') return `ifNull(${asText(left)} = ${asText(right)}, 0)`
    return once([left, right], ([a = missing, b = missing]) => {
      const numbers = `${asNumber(a)} ${operator} ${asNumber(b)}`
      return `coalesce(${numbers}, ${asText(a)} ${operator} ${asText(b)}, 0)`
    })
  }

  /** SQL that uses values several times; the statement contains each once, or nested ones would double. */
  function once(
    values: readonly InsightsValue[],
    use: (values: readonly InsightsValue[]) => string,
  ): string {
    if (values.every(({ sql }) => /^(\w+|\{\w+:\w+\})$/.test(sql))) return use(values)
    const names = values.map(() => newName())
    const named = values.map((value, index) => ({ ...value, sql: names[index] ?? '' }))
    const lists = values.map(({ sql }) => `[${sql}]`)
    return `arrayElement(arrayMap((${names.join(', ')}) -> ${use(named)}, ${lists.join(', ')}), 1)`
  }
}

const missing = text("CAST(NULL, 'Nullable(String)')")

const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

function finite(value: string): string {
  const parsed = Number(value)
  if (Number.isFinite(parsed)) return String(parsed)
  return parsed > 0 ? 'inf' : '-inf'
}

function timeOf(value: InsightsValue): string {
  return value.type === 'time' ? value.sql : `accurateCastOrNull(${asNumber(value)}, 'Int64')`
}

const fixedMillis: Readonly<Partial<Record<TimeStep['unit'], number>>> = {
  MILLISECOND: 1,
  SECOND: 1_000,
  MINUTE: 60_000,
  HOUR: 3_600_000,
  DAY: 86_400_000,
}

/** The beginning of the step that a time is in, or of the one after it. */
function timeStepSql(millis: string, { count, unit }: TimeStep, isUp: boolean): string {
  const fixed = fixedMillis[unit]
  if (fixed !== undefined) {
    const step = fixed * count
    return `(intDiv(${isUp ? `${millis} + ${step - 1}` : millis}, ${step}) * ${step})`
  }
  const floor = `toStartOfInterval(fromUnixTimestamp64Milli(${millis}, 'UTC'), INTERVAL ${count} ${unit})`
  const start = isUp ? `(${floor} + INTERVAL ${count} ${unit})` : floor
  return `toUnixTimestamp64Milli(toDateTime64(${start}, 3, 'UTC'))`
}
