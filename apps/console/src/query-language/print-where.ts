import type { Condition, Field, Value } from '../model/condition.ts'
import { fieldName, spanFieldNames } from './fields.ts'
import { parser } from './grammar/parser.ts'

const plainWord = /^[^\s"=<>!()]+$/u
const reserved = /^(?:and|or|not)$/i

/** The query text of a condition; `parseWhere` reads it back to the same condition. */
export function printWhere(condition: Condition): string {
  switch (condition.op) {
    case 'all':
    case 'any': {
      const connector = condition.op === 'all' ? ' AND ' : ' OR '
      const isOne = condition.conditions.length === 1
      return condition.conditions
        .map((part) => (isJoined(part) && !isOne ? `(${printWhere(part)})` : printWhere(part)))
        .join(connector)
    }
    case 'not': {
      const { condition: negated } = condition
      if (negated.op === 'exists') return `${printField(negated.field)} absent`
      if (negated.op === 'regex') return `${printField(negated.field)} !~ ${quote(negated.value)}`
      return isJoined(negated) ? `NOT (${printWhere(negated)})` : `NOT ${printWhere(negated)}`
    }
    case 'exists':
      return `${printField(condition.field)} exists`
    case 'compare':
      return `${printField(condition.field)} ${condition.comparison} ${printAny(condition.value)}`
    case 'contains':
      return `${printField(condition.field)} contains ${printValue(condition.value)}`
    case 'wildcard':
      return `${printField(condition.field)} like ${quote(condition.value)}`
    case 'regex':
      return `${printField(condition.field)} =~ ${quote(condition.value)}`
  }
}

/** A test of one value; `null` means a span without the attribute. */
export function printTest(key: string, value: string | null, isExcluded = false): string {
  if (value === null) return `${printKey(key)} ${isExcluded ? 'exists' : 'absent'}`
  return `${printKey(key)} ${isExcluded ? '!=' : '='} ${printValue(value)}`
}

/** The query text with a further test that must hold. */
export function addTest(where: string | undefined, test: string): string {
  if (where === undefined || where.trim() === '') return test
  const isAny = parser.parse(where).topNode.getChild('Or') !== null
  return isAny ? `(${where}) AND ${test}` : `${where} AND ${test}`
}

/** A name as in a query: a field of the span, else an attribute. */
export function printKey(name: string): string {
  return plainWord.test(name) && !reserved.test(name) ? name : quote(name)
}

/** In quotes unless it can only be read as this text. */
export function printValue(value: string): string {
  return /^[a-z][\w./:@-]*$/i.test(value) && !reserved.test(value) ? value : quote(value)
}

function printField(field: Field): string {
  const name = fieldName(field)
  const isAmbiguous = field.kind === 'attribute' && spanFieldNames.includes(name.toLowerCase())
  return isAmbiguous ? quote(name) : printKey(name)
}

function printAny(value: Value): string {
  if (typeof value === 'bigint') return `${value}ns`
  return typeof value === 'string' ? printValue(value) : value.number
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}

function isJoined({ op }: Condition): boolean {
  return op === 'all' || op === 'any'
}
