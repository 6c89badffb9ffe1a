import type {
  Expression,
  InsightsCommand,
  InsightsQuery,
  NamedExpression,
} from '../../model/insights-query.ts'
import type { Binder } from '../binder.ts'
import { type ExpressionContext, expressionSql } from './expression-sql.ts'
import { asText, type InsightsValue, text, time } from './insights-value.ts'
import { jsonFieldSql } from './json-field-sql.ts'
import { sortKeySql } from './sort-key-sql.ts'

export interface CompiledInsights {
  /** Statement without the order and the limit of its results. */
  readonly sql: string
  readonly order: readonly string[]
  readonly columns: readonly { readonly name: string; readonly sql: string }[]
}

const noValue = text("CAST(NULL, 'Nullable(String)')")

/** Fields of every event; each is a column of events.sql. */
const eventFields: Readonly<Record<string, InsightsValue>> = {
  '@timestamp': time('timestampMillis'),
  '@ingestionTime': time('ingestionMillis'),
  '@message': text('message'),
  '@logStream': text('logStream'),
  '@log': text("concat('000000000000:', logGroup)"),
  '@ptr': text("concat(logGroup, ':', eventId)"),
}

/**
 * Compiles a query to nested statements, one for each command, so that a value is computed once however
 * often it is used.
 * @param events SQL of the events
 */
export function compileInsights(
  query: InsightsQuery,
  events: string,
  binder: Pick<Binder, 'bind'>,
): CompiledInsights {
  let sql = events
  let order: readonly string[] = ['eventId DESC']
  let isOfEvents = true
  let names = 0
  const fields = new Map<string, InsightsValue>(Object.entries(eventFields))
  const shown = new Set<string>()
  let displayed: readonly string[] | undefined
  /** Columns that `stats` and `parse` show unless `fields` or `display` select. */
  let offered: readonly string[] = ['@timestamp', '@message']

  const context: ExpressionContext = {
    binder,
    newName: () => newName('e'),
    field: (name) => fields.get(name) ?? (isOfEvents ? addJsonField(name) : noValue),
  }
  const sqlOf = (expression: Expression) => expressionSql(expression, context)

  function newName(prefix: string): string {
    names += 1
    return `${prefix}${names}`
  }

  /** Adds columns to the statement, and returns their names. */
  function select(values: readonly string[]): string[] {
    const added = values.map((value) => ({ value, name: newName('c') }))
    sql = `SELECT *, ${added.map(({ value, name }) => `${value} AS ${name}`).join(', ')} FROM (${sql})`
    return added.map(({ name }) => name)
  }

  function addJsonField(name: string): InsightsValue {
    const [column = ''] = select([jsonFieldSql(name, binder)])
    const value = text(column)
    fields.set(name, value)
    return value
  }

  function addFields(columns: readonly NamedExpression[]): void {
    const named = columns.map(({ name, expression }) => ({ name, value: sqlOf(expression) }))
    const computed = named.filter(({ value }) => !isColumn(value))
    const added = computed.length > 0 ? select(computed.map(({ value }) => value.sql)) : []
    for (const { name, value } of named) fields.set(name, value)
    for (const [index, { name, value }] of computed.entries())
      fields.set(name, { ...value, sql: added[index] ?? '' })
  }

  const orderBy = () => (order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '')

  function apply(command: InsightsCommand): void {
    switch (command.command) {
      case 'fields':
        addFields(command.columns)
        for (const { name } of command.columns) shown.add(name)
        return
      case 'display':
        addFields(command.columns)
        displayed = command.columns.map(({ name }) => name)
        return
      case 'filter': {
        const [column = ''] = select([asFilter(command.condition)])
        sql = `SELECT * FROM (${sql}) WHERE ${column}`
        return
      }
      case 'sort': {
        const keys = command.keys.map(({ expression, isDescending }) => {
          const [column = ''] = select([sortKeySql(sqlOf(expression), newName('e'))])
          return `${column} ${isDescending ? 'DESC' : 'ASC'}`
        })
        order = [...keys, ...(isOfEvents ? ['eventId DESC'] : order)]
        return
      }
      case 'limit':
        sql = `SELECT * FROM (${sql})${orderBy()} LIMIT ${command.count}`
        return
      case 'dedup': {
        const keys = command.fields.map((field) => asText(sqlOf(field)))
        const columns = select([
          ...keys,
          // A row without one of the values is not a duplicate.
          `if(${keys.map((key) => `isNull(${key})`).join(' OR ')}, rowNumberInAllBlocks() + 1, 0)`,
        ])
        sql = `SELECT * FROM (${sql})${orderBy()} LIMIT 1 BY ${columns.join(', ')}`
        return
      }
      case 'parse':
        addParsed(command)
        return
      case 'stats':
        aggregate(command)
    }
  }

  function asFilter(condition: Expression): string {
    return expressionSql({ kind: 'all', conditions: [condition] }, context).sql
  }

  function addParsed({ source, regex, groups }: Extract<InsightsCommand, { command: 'parse' }>) {
    const input = `ifNull(${asText(sqlOf(source))}, '')`
    const [found = ''] = select([`extractGroups(${input}, ${binder.bind(regex, 'String')})`])
    const parts = [...groups].map(([group, name]) => ({ group, name }))
    const added = select(parts.map(({ group }) => `if(empty(${found}), NULL, ${found}[${group}])`))
    for (const [index, { name }] of parts.entries()) fields.set(name, text(added[index] ?? ''))
    offered = [...offered, ...parts.map(({ name }) => name)]
  }

  function aggregate({ aggregates, by }: Extract<InsightsCommand, { command: 'stats' }>): void {
    const [groups, values] = [by, aggregates].map((list) =>
      list.map(({ name, expression }) => ({
        name,
        value: sqlOf(expression),
        column: newName('c'),
      })),
    )
    const columns = [...(groups ?? []), ...(values ?? [])]
    const keys = (groups ?? []).map(({ column }) => column)
    const selected = columns.map(({ value, column }) => `${value.sql} AS ${column}`).join(', ')
    const groupBy = keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : ''
    const grouped = `SELECT ${selected} FROM (${sql})${groupBy} HAVING count() > 0`
    // For earliest() and latest() of another stats.
    sql = `SELECT *, '' AS eventId FROM (${grouped})`
    order = keys
    isOfEvents = false
    fields.clear()
    for (const { name, value, column } of columns) fields.set(name, { ...value, sql: column })
    offered = columns.map(({ name }) => name)
    shown.clear()
    displayed = undefined
  }

  for (const command of query) apply(command)
  const selection = new Set(displayed ?? (shown.size > 0 ? shown : offered))
  if (isOfEvents) selection.add('@ptr')
  const columns = [...selection].map((name) => ({ name, sql: asText(context.field(name)) }))
  return { sql, order, columns }
}

function isColumn({ sql }: InsightsValue): boolean {
  return /^[a-z]\w*$/i.test(sql)
}

/** The commands that decide which events match: those before the first that combines or leaves out events. */
export function matchingCommands(query: InsightsQuery): InsightsQuery {
  const end = query.findIndex(({ command }) => /^(stats|limit|dedup)$/.test(command))
  return query.slice(0, end < 0 ? query.length : end).filter(({ command }) => command !== 'sort')
}
