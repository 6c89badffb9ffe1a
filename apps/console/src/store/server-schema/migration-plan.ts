import { schemaFiles, tableName } from '../schema-files.ts'
import { checkReadable, type ExistingTables } from './existing-tables.ts'
import { identifier, type Layout, onCluster, qualified } from './layout.ts'
import {
  createDistributed,
  createTable,
  createView,
  readView,
  type Source,
  type ViewStatement,
} from './statements.ts'

/** Statements of a migration, in order. */
export interface MigrationPlan {
  /** Removes summaries that an interrupted migration left incomplete. */
  readonly drop: readonly string[]
  readonly create: readonly string[]
  readonly views: readonly PlannedView[]
}

export interface PlannedView {
  readonly view: ViewStatement
  /** Whether it counts rows of another summary, which must not come before it. */
  readonly readsSummary: boolean
  /** Its statement; with a cutoff, rows before it count only once the summaries are filled. */
  create(cutoff?: Cutoff): string
  /** Source of existing rows; undefined when the table is new. */
  readonly existingRows?: Source
  /** The stored table on each node that the view reads. */
  readonly local: Source
}

/** Times of the server as expressions. */
export interface Cutoff {
  /** Rows from this time on are counted by the view, earlier ones by the backfill. */
  readonly since: string
  /** From then on the view counts late rows, too. */
  readonly lateRowsFrom: string
}

const tableFiles = schemaFiles.filter((file) => file.startsWith('tables/'))
const views = schemaFiles.filter((file) => file.startsWith('views/')).map(readView)
/** Tables and views that can be filled again from received rows. */
const summaries = new Set(
  views.map(({ target }) => target).filter((name) => name.startsWith('console_')),
)

/** Every table of the schema. */
export const schemaTables = tableFiles.map(tableName)

/** @throws StoreError when a table that exists cannot be read */
export function planMigration(existing: ExistingTables, layout: Layout): MigrationPlan {
  const cluster = onCluster(layout)
  for (const table of schemaTables) checkReadable(existing, table, layout)
  /** Filling a table of others again is harmless, in contrast to not filling it. */
  const isRepeated = existing.find('console_schema') !== undefined
  const drop = [
    ...views.filter(({ target }) => summaries.has(target)).map(({ name }) => name),
    ...summaries,
  ].flatMap((name) =>
    (layout.cluster === undefined
      ? [layout.database]
      : [layout.database, layout.localDatabase]
    ).map((database) => `DROP TABLE IF EXISTS ${qualified(database, name)}${cluster} SYNC`),
  )
  const create = tableFiles.flatMap((file) => {
    const table = tableName(file)
    // Of others, who also create the stored table.
    if (!summaries.has(table) && existing.find(table)) return []
    const stored = createTable(file, layout)
    return layout.cluster === undefined ? [stored] : [stored, createDistributed(table, layout)]
  })
  const databases = [...new Set([layout.localDatabase, layout.database])].map(
    (database) => `CREATE DATABASE IF NOT EXISTS ${identifier(database)}${cluster}`,
  )
  return {
    drop,
    create: [...databases, ...create],
    views: views
      .filter(
        ({ target, name }) => summaries.has(target) || isRepeated || !existing.findLocal(name),
      )
      .map((view) => planView(view, existing, layout)),
  }
}

function planView(view: ViewStatement, existing: ExistingTables, layout: Layout): PlannedView {
  const { source } = view
  const readsSummary = summaries.has(source)
  const found = readsSummary ? undefined : existing.findLocal(source)
  const local = found ?? { database: layout.localDatabase, table: source }
  return {
    view,
    ...{ readsSummary, local },
    create: (cutoff) =>
      createView(
        view,
        layout,
        local,
        // Without earlier rows, all are counted at once.
        found && cutoff && `Timestamp >= ${cutoff.since} OR now64() >= ${cutoff.lateRowsFrom}`,
      ),
    ...(found && {
      existingRows: { database: layout.database, table: source, columns: found.columns },
    }),
  }
}
