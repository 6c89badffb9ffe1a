import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadMigrations } from '../src/migrations.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migrations-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const load = async (files: Record<string, string>) => {
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql)
  return loadMigrations(pathToFileURL(`${folder}/`))
}

describe('migration files', () => {
  it('are sorted, and incompatible with older services by default', async () => {
    const migrations = await load({
      '0002-names.sql': '-- compatible from: 1\nalter table a add column name text;\n',
      '0001-a.sql': 'create table a (id integer);\n',
      '0003-no-id.sql': '-- not compatible from: 1\nalter table a drop column id;\n',
    })
    expect(migrations.map(({ name, compatibleFrom }) => [name, compatibleFrom])).toEqual([
      ['a', 1],
      ['names', 1],
      ['no-id', 3],
    ])
  })

  it('are rejected with a gap in the numbers or an impossible compatibility', async () => {
    await expect(load({ '0002-a.sql': 'select 1' })).rejects.toThrow(
      '0002-a.sql must have number 1',
    )
    await rm(join(folder, '0002-a.sql'))
    await expect(load({ '0001-a.sql': '-- compatible from: 2\n' })).rejects.toThrow(
      '0001-a.sql: "compatible from" must be between 1 and 1 (got 2)',
    )
  })
})
