import { mkdir } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { type ClickHouseClientConfigOptions, createClient, parseError } from '@clickhouse/client'
import { StoreError } from '../../model/store-error.ts'
import { createGate } from '../gate.ts'
import { abortableQueries } from './abortable-queries.ts'
import { type Engine, insertSettings, queryLimits } from './engine.ts'
import { restoreFatalSignals } from './fatal-signals.ts'
import { inlineParameters } from './inline-parameters.ts'
import { lockHolder } from './lock-holder.ts'
import { shareQueries } from './share-queries.ts'

const drainMillis = 50
const maxPauseMillis = 2_000
/** Each running query takes one of the four threads of libuv. */
const readerCount = 2

/** The defaults start up to 96 threads to load parts, and keep many of them. */
const connectionArgs = [
  '--max_active_parts_loading_thread_pool_size=4',
  '--max_outdated_parts_loading_thread_pool_size=2',
  // Buffers are flushed with the settings of the engine, not of an insert.
  '--max_partitions_per_insert_block=0',
  '--materialize_skip_indexes_on_insert=0',
]

const readerSettings = {
  // Lists of IDs are part of a query.
  max_query_size: 16_000_000,
  // Parallel formatting costs more than most results.
  output_format_parallel_formatting: 0,
  // With the defaults, a single thread reads up to 160,000 rows, which is most pages of traces.
  merge_tree_min_rows_for_concurrent_read: 16_384,
  merge_tree_min_bytes_for_concurrent_read: 1_000_000,
  // Fails on a Buffer table: https://github.com/ClickHouse/ClickHouse/pull/113231
  optimize_functions_to_subcolumns: 0,
  // Compiling an expression at its third use takes 30 to 100 ms and saves nothing afterwards.
  compile_expressions: 0,
  compile_aggregate_expressions: 0,
  compile_sort_description: 0,
}

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>

/**
 * Opens the embedded engine on a folder and locks the folder for this process.
 * @throws StoreError when the folder is locked or not writable, or the platform is not supported
 */
export async function openChdb(folder: string): Promise<Engine> {
  await makeFolder(folder)
  const holder = await lockHolder(folder)
  if (holder !== undefined) throw locked(folder, `process ${holder}`)
  const { createChdbConnection, drainPending, Session } = await loadChdb()
  const connect = <Opened>(open: () => Opened): Opened => {
    try {
      return open()
    } catch (cause) {
      throw cannotOpen(folder, cause)
    }
  }
  // The first connection starts the engine, and only a session accepts arguments.
  const first = connect(() => new Session(folder, { connectionArgs }))
  restoreFatalSignals()
  const open = () =>
    connect(() => {
      // chdb's types come from @clickhouse/client-common, which TypeScript treats as different.
      const chdb = createChdbConnection({ path: folder })
      const connection: unknown = chdb
      return { chdb, client: createClient({ connection: connection as Connection }) }
    })

  const { chdb, client: writer } = open()
  const readers = Array.from({ length: readerCount }, open)
  for (const { client } of readers)
    for (const [setting, value] of Object.entries({
      ...readerSettings,
      ...queryLimits,
      readonly: 1,
    }))
      await client.command({ query: `SET ${setting} = ${value}` })
  const [{ chdb: readerConnection, client: reader }] = readers as [(typeof readers)[0]]
  const gate = createGate()
  const query = shareQueries(readers.map(({ chdb }) => chdb))
  readerConnection.query = (params) => gate.shared(() => query(inlineParameters(params)))
  const abortPending = abortableQueries(readerConnection)
  const abortQueries = async () => {
    abortPending()
    await writer.command({ query: "KILL QUERY WHERE query_kind = 'Select' ASYNC" })
  }
  return {
    // The client would convert the bytes to text and copy them into one statement.
    insert: async (table, columns, values) => {
      try {
        await chdb.chdb.rawInsert({
          table,
          columns,
          values,
          format: 'JSONCompactEachRow',
          settings: insertSettings,
        })
      } catch (cause) {
        throw Object.assign(parseError(cause instanceof Error ? cause.message : String(cause)), {
          cause,
        })
      }
    },
    writer,
    reader,
    ownsData: true,
    pauseQueries: (work) => gate.exclusive(work, maxPauseMillis),
    abortQueries,
    // Closing a connection or ending the process while the engine runs a query crashes. A query that
    // waits for a thread cannot be killed yet, so the kill is repeated until none is left.
    close: async () => {
      let isDrained = false
      while (!isDrained) {
        await abortQueries()
        isDrained = await Promise.race([drainPending().then(() => true), delay(drainMillis, false)])
      }
      for (const { client } of readers) await client.close()
      await writer.close()
      first.close()
    },
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code
    throw new StoreError(
      'CON_STORE_NOT_WRITABLE',
      `the data folder ${folder} cannot be written (${reason}): make it writable, or set CONSOLE_DATA_DIR to another folder`,
      { cause },
    )
  }
}

async function loadChdb() {
  try {
    const [{ createChdbConnection }, { drainPending, Session }] = await Promise.all([
      import('chdb/connection'),
      import('chdb'),
    ])
    return { createChdbConnection, drainPending, Session }
  } catch (cause) {
    throw new StoreError(
      'CON_STORE_UNSUPPORTED_PLATFORM',
      `the embedded ClickHouse does not run on ${process.platform} ${process.arch} (it needs Linux with glibc or macOS; WSL2 on Windows): set CONSOLE_CLICKHOUSE_URL to a ClickHouse server`,
      { cause },
    )
  }
}

function locked(folder: string, holder: string, cause?: unknown): StoreError {
  return new StoreError(
    'CON_STORE_LOCKED',
    `the data folder ${folder} is in use by ${holder}: stop it, or set CONSOLE_DATA_DIR to another folder`,
    { cause },
  )
}

/** The engine writes its reason to stderr only. Where the lock is known to be free, the data is damaged. */
function cannotOpen(folder: string, cause: unknown): StoreError {
  if (process.platform !== 'linux') return locked(folder, 'another process', cause)
  return new StoreError(
    'CON_STORE_DAMAGED',
    `the data folder ${folder} cannot be opened, see the message of the engine above: delete the folder, or set CONSOLE_DATA_DIR to another one`,
    { cause },
  )
}
