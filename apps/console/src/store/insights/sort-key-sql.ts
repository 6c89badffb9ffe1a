import { asNumber, asText, type InsightsValue } from './insights-value.ts'

/**
 * SQL of a key in the order of CloudWatch: rows without the value, then texts, then numbers. Digits within
 * a text are ordered by their count and then by value.
 * @param name unique in the statement
 */
export function sortKeySql(value: InsightsValue, name: string): string {
  if (value.type !== 'text') return value.sql
  const text = `((${asText(value)}) AS ${name})`
  const numeric = asNumber({ type: 'text', sql: name })
  const chunks = `extractAll(ifNull(${name}, ''), '[0-9]+|[a-zA-Z]+|[^0-9a-zA-Z]+')`
  const chunk = `if(match(chunk, '^[0-9]'), concat('0', leftPad(toString(length(chunk)), 7, '0'), chunk), chunk)`
  return `tuple(isNotNull(${text}), isNotNull(${numeric}), ifNull(${numeric}, 0), if(isNull(${numeric}), arrayMap(chunk -> ${chunk}, ${chunks}), []))`
}
