import type { ClientBase } from 'pg'
import { compareCatalogs, type PreviousVersion } from '../../../compatibility/compare-catalogs.ts'
import type { Finding } from '../../../compatibility/finding.ts'
import { readCatalog } from '../../../compatibility/read-catalog.ts'

/** Applies a change to a schema in a transaction that is rolled back, and compares before and after. */
export async function compareMigration(
  client: ClientBase,
  { base, change, mentions }: { base: string; change: string } & PreviousVersion,
): Promise<Finding[]> {
  await client.query('begin')
  try {
    await client.query(base)
    const before = await readCatalog(client)
    await client.query(change)
    return compareCatalogs(before, await readCatalog(client), { mentions })
  } finally {
    await client.query('rollback')
  }
}
