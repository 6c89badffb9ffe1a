import type { ClickHouseClient } from '@clickhouse/client'
import { composeQuery, type QueryContext, type QueryParts } from './compose-query.ts'
import { toStoreError } from './engine-errors.ts'
import { listSql, readSql } from './sql-files.ts'

/** Runs the query of a file under `store/`, named without `.sql`. */
export type RunQuery = <Row>(file: string, parts?: QueryParts) => Promise<Row[]>

/** The files that hold queries, without `.sql`. */
export function queryFiles(): string[] {
  return listSql('.')
    .filter((path) => !/^(schema|retention)\//.test(path))
    .map((path) => path.replace(/\.sql$/, ''))
}

export function createRunQuery(client: ClickHouseClient, context: QueryContext): RunQuery {
  const texts = new Map(queryFiles().map((file) => [file, readSql(`${file}.sql`)]))
  return async <Row>(file: string, parts: QueryParts = {}) => {
    const sql = texts.get(file)
    if (sql === undefined) throw new Error(`store/${file}.sql does not exist`)
    try {
      const result = await client.query({
        ...composeQuery(sql, parts, context),
        format: 'JSONEachRow',
      })
      return await result.json<Row>()
    } catch (error) {
      throw toStoreError(error)
    }
  }
}
