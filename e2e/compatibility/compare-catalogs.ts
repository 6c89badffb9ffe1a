import { acceptsEveryRowOf } from './check-constraints.ts'
import type { Finding } from './finding.ts'
import type { Catalog, Column, Constraint } from './read-catalog.ts'

export interface PreviousVersion {
  /**
   * Whether the sources of the previous version mention a name. A table or column that they do not
   * mention may be removed.
   */
  mentions(name: string): boolean
}

/**
 * Compares the schema before and after the migrations of a new version. The previous version continues
 * to read and write while and after they run.
 */
export function compareCatalogs(
  before: Catalog,
  after: Catalog,
  previous: PreviousVersion,
): Finding[] {
  const findings: Finding[] = []
  const add = (effect: Finding['effect'], rule: string, message: string) =>
    findings.push({ area: 'database', rule, message, effect })
  const removed = (rule: string, what: string, name: string) => {
    const isUsed = previous.mentions(name)
    const use = isUsed ? 'used by the previous version' : 'not used by the previous version'
    add(isUsed ? 'stop' : 'none', rule, `${what} was removed or renamed, ${use}`)
  }

  for (const [table, columns] of before.tables) {
    const now = after.tables.get(table)
    if (!now) {
      removed('table-removed', `table ${table}`, table.split('.').at(-1) ?? table)
      continue
    }
    for (const [name, column] of columns) {
      const current = now.get(name)
      if (current) compareColumn(`${table}.${name}`, column, current, add)
      else removed('column-removed', `column ${table}.${name}`, name)
    }
    for (const [name, column] of now)
      if (!columns.has(name)) {
        const isNeeded = column.isRequired && !column.hasDefault && !column.isGenerated
        if (isNeeded)
          add(
            'stop',
            'required-column-added',
            `column ${table}.${name} is required, has no default`,
          )
        else add('none', 'column-added', `column ${table}.${name} was added`)
      }
  }
  for (const table of after.tables.keys())
    if (!before.tables.has(table)) add('none', 'table-added', `table ${table} was added`)
  compareConstraints(before, after, add)
  for (const name of removedUniqueness(before, after)) {
    const isUsed = previous.mentions('on conflict') || previous.mentions('ON CONFLICT')
    const what = `${name} no longer makes rows unique`
    add(
      isUsed ? 'stop' : 'none',
      'uniqueness-removed',
      `${what}${isUsed ? ', for on conflict' : ''}`,
    )
  }
  for (const [name, labels] of before.enums) {
    const now = after.enums.get(name)
    const lost = labels.filter((label) => !now?.includes(label))
    if (lost.length > 0) add('stop', 'enum-value-removed', `enum ${name} lost ${lost.join(', ')}`)
    const gained = (now ?? []).filter((label) => !labels.includes(label))
    if (gained.length > 0)
      add('none', 'enum-value-added', `enum ${name} gained ${gained.join(', ')}`)
  }
  for (const name of before.objects)
    if (!after.objects.has(name)) {
      const [, plain = ''] = /^\w+ (?:\w+\.)?(\w+)/.exec(name) ?? []
      removed('object-removed', name, plain)
    }
  const tableOf = (name: string) => / (?:on|of) (\S+)/.exec(name)?.[1] ?? ''
  for (const name of after.guards)
    if (!before.guards.has(name) && before.tables.has(tableOf(name)))
      add('stop', 'guard-added', `${name} can reject or change writes`)
  for (const name of before.rights)
    if (!after.rights.has(name) && after.tables.has(tableOf(name)))
      add('stop', 'right-removed', `${name} was revoked`)
  return findings
}

type Add = (effect: Finding['effect'], rule: string, message: string) => void

function compareColumn(name: string, old: Column, current: Column, add: Add): void {
  if (old.type !== current.type) {
    const types = `column ${name} changed from ${old.type} to ${current.type}`
    add(isWider(old.type, current.type) ? 'none' : 'stop', 'column-type-changed', types)
  }
  if (!old.isRequired && current.isRequired)
    add('stop', 'column-became-required', `column ${name} became required`)
  if (old.isRequired && !current.isRequired && !current.isOfView)
    add('stop', 'column-became-nullable', `column ${name} may be null, which old code never read`)
  if (old.hasDefault && !current.hasDefault && current.isRequired)
    add('stop', 'default-removed', `column ${name} is required and lost its default`)
  if (!old.isGenerated && current.isGenerated)
    add('stop', 'column-became-generated', `column ${name} can no longer be written`)
}

/** Types that read and write the same values as before and only allow more of them. */
function isWider(old: string, current: string): boolean {
  const text = /^(?:character varying(?:\((\d+)\))?|text)$/
  const [oldText, currentText] = [text.exec(old), text.exec(current)]
  if (oldText && currentText)
    return currentText[1] === undefined || Number(oldText[1] ?? Infinity) <= Number(currentText[1])
  const number = /^numeric(?:\((\d+),(\d+)\))?$/
  const [oldNumber, currentNumber] = [number.exec(old), number.exec(current)]
  if (oldNumber && currentNumber)
    return (
      currentNumber[1] === undefined ||
      (Number(oldNumber[1] ?? Infinity) <= Number(currentNumber[1]) &&
        oldNumber[2] === currentNumber[2])
    )
  // bigint is not wider than integer: drivers return it as text.
  return old === 'smallint' && current === 'integer'
}

function compareConstraints(before: Catalog, after: Catalog, add: Add): void {
  for (const [name, constraint] of after.constraints) {
    const { table, kind, definition } = constraint
    const known = before.tables.get(table)
    if (!known) continue
    const old = before.constraints.get(name)
    const isKnown = [...before.constraints.values()].some(
      (other) => other.table === table && other.definition === definition,
    )
    if (isKnown) continue
    const looser = kind === 'check' && isLooser(constraint, before)
    if (looser) add('none', 'constraint-loosened', `${name} allows more: ${definition}`)
    else if (ignoresOldWrites(constraint, known, after)) {
      const columns = constraint.columns.filter((column) => !known.has(column))
      add('none', 'constraint-added', `${name} constrains the new ${columns.join(', ')}`)
    } else
      add(
        'stop',
        old ? 'constraint-changed' : 'constraint-added',
        `${name} can reject rows of the previous version: ${definition}`,
      )
  }
}

/** Unique constraints and indexes that `on conflict` of old code may need. */
function removedUniqueness(before: Catalog, after: Catalog): string[] {
  const remaining = [...after.constraints.values()]
  return [...before.constraints].flatMap(([name, { kind, table, definition }]) =>
    kind === 'unique' &&
    after.tables.has(table) &&
    !remaining.some(
      (other) => (other.table === table || isView(table, after)) && other.definition === definition,
    )
      ? [name]
      : [],
  )
}

/** A view passes on conflict on to its table. */
const isView = (name: string, { tables }: Catalog) =>
  [...(tables.get(name)?.values() ?? [])].some(({ isOfView }) => isOfView)

/** Whether a row that the checks of the table accepted before passes this one, too. */
function isLooser({ table, definition }: Constraint, before: Catalog): boolean {
  const old = [...before.constraints.values()].filter(
    (other) => other.kind === 'check' && other.table === table,
  )
  return acceptsEveryRowOf(
    definition,
    old.map((other) => other.definition),
  )
}

/** Whether rows without a value in the new columns always pass: null passes a check and differs from null. */
function ignoresOldWrites(
  { table, kind, columns, definition, nullsAreEqual }: Constraint,
  known: ReadonlyMap<string, Column>,
  after: Catalog,
): boolean {
  const added = columns.filter((column) => !known.has(column))
  const staysNull = (name: string) => {
    const column = after.tables.get(table)?.get(name)
    return column !== undefined && !column.hasDefault && !column.isGenerated && !column.isRequired
  }
  if (added.length === 0) return false
  if (kind === 'check') {
    const mayFailForNull =
      /\b(is (not )?null|coalesce|num_nonnulls|num_nulls|is (not )?distinct)\b/i
    if (mayFailForNull.test(definition)) return false
    // A default is checked when the column is added.
    return added.length === columns.length || added.every(staysNull)
  }
  if (kind === 'foreign key') return added.some(staysNull) || added.length === columns.length
  return !nullsAreEqual && added.some(staysNull)
}
