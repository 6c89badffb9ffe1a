import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder } from '../support/own-folder.ts'
import { spanRow } from '../support/span-rows.ts'
import { withStore } from '../support/temp-store.ts'

const folder = ownFolder()

async function filesOf(table: string): Promise<string[]> {
  const entries = await readdir(folder.path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name))
  const definition = files.find((file) => file.endsWith(`/${table}.sql`)) ?? ''
  const [, uuid = ''] = /UUID '([^']+)'/.exec(await readFile(definition, 'utf8')) ?? []
  return [definition, ...files.filter((file) => file.includes(uuid) && file.endsWith('/data.bin'))]
}

test('names a damaged table and the fix', async () => {
  await withStore(folder.path, (store) => store.sink.insert('spans', [spanRow()]))
  const [, ...parts] = await filesOf('console_resource_keys_stored')
  for (const part of parts) {
    const bytes = await readFile(part)
    await writeFile(
      part,
      bytes.map((byte) => byte ^ 0x55),
    )
  }
  expect(parts.length).toBeGreaterThan(0)
  await expect(withStore(folder.path, async () => undefined)).rejects.toMatchObject({
    code: 'CON_STORE_DAMAGED',
    message: expect.stringMatching(
      /^The table console_resource_keys_stored is damaged .*: delete .*CONSOLE_DATA_DIR/,
    ),
  })
})

test('names a view that is missing', async () => {
  await withStore(folder.path, async () => undefined)
  const [definition = ''] = await filesOf('console_runs_mv')
  await rm(definition)
  await expect(withStore(folder.path, async () => undefined)).rejects.toMatchObject({
    code: 'CON_STORE_DAMAGED',
    message: expect.stringMatching(/ lacks console_runs_mv: delete /),
  })
})

test('a damaged table definition is not reported as a locked folder', async () => {
  await withStore(folder.path, async () => undefined)
  const [definition = ''] = await filesOf('console_schema')
  await writeFile(definition, 'damaged')
  const code = process.platform === 'linux' ? 'CON_STORE_DAMAGED' : 'CON_STORE_LOCKED'
  await expect(withStore(folder.path, async () => undefined)).rejects.toMatchObject({ code })
})
