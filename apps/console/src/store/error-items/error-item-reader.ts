import type { ClickHouseClient } from '@clickhouse/client'
import type {
  ErrorItemReader,
  ErrorItemRow,
  OccurrenceCount,
  OccurrenceSelection,
} from '../../model/error-item-reader.ts'
import type { ErrorRow } from '../../model/error-row.ts'
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

const maxNano = 2n ** 63n - 1n

/** Groups `rollbar_items` by fingerprint. */
export function createErrorItemReader(client: ClickHouseClient): ErrorItemReader {
  const find = readSql('error-items/find-error-items.sql')
  const count = readSql('error-items/count-occurrences.sql')
  const get = readSql('error-items/get-occurrences.sql')

  async function ask<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> {
    try {
      const bound = { query_params: parameters, format: 'JSONEachRow' as const }
      const result = await client.query({ query, ...bound })
      return await result.json<Row>()
    } catch (error) {
      throw toStoreError(error)
    }
  }

  return {
    findErrorItems: ({ after, limit, ...selection }) =>
      ask<ErrorItemRow>(find, {
        ...chosen(selection),
        after: after?.lastSeenUnixNano ?? '0',
        afterFingerprint: after?.fingerprint ?? '',
        limit,
      }),
    countOccurrences: async ({ fingerprints, stepNano, ...selection }) =>
      fingerprints.length === 0
        ? []
        : ask<OccurrenceCount>(count, {
            ...chosen(selection),
            fingerprints,
            step: String(stepNano),
          }),
    getOccurrences: ({ after, limit, ...selection }) =>
      ask<ErrorRow>(get, {
        ...chosen(selection),
        after: after?.timeUnixNano ?? '0',
        afterUuid: after?.uuid ?? '',
        limit,
      }),
  }
}

function chosen({ range: { fromNano, toNano }, ...selection }: OccurrenceSelection) {
  return {
    ...{ service: '', run: '', environment: '', level: '', fingerprint: '' },
    ...selection,
    from: String(fromNano),
    to: String(toNano < maxNano ? toNano : maxNano),
  }
}
