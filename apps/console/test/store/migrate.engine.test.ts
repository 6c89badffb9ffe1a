import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ownFolder } from '../support/own-folder.ts'
import { withEngine, withStore } from '../support/temp-store.ts'

const schema = new URL('../../src/store/schema/', import.meta.url)
const manifest: Record<string, string[]> = JSON.parse(
  readFileSync(new URL('manifest.json', schema), 'utf8'),
)
const folder = ownFolder()

test('creates every table and view of the schema', async () => {
  await withStore(folder.path, async () => undefined)
  await withEngine(folder.path, async ({ reader }) => {
    const result = await reader.query({
      query: 'SELECT name FROM system.tables WHERE database = currentDatabase()',
      format: 'JSONEachRow',
    })
    const names = (await result.json<{ name: string }>()).map(({ name }) => name)
    const files = readdirSync(schema, { recursive: true, encoding: 'utf8' })
    for (const file of files.filter((name) => name.endsWith('.sql')))
      expect(names).toContain(file.slice(file.lastIndexOf('/') + 1, -'.sql'.length))
  })
})

test('the manifest has version 1 only, because nothing is released yet', () => {
  expect(Object.keys(manifest)).toEqual(['1'])
})

test('data of another build are rejected with what to do', async () => {
  await withStore(folder.path, async () => undefined)
  await withEngine(folder.path, async ({ writer }) => {
    await writer.command({
      query: "INSERT INTO console_schema (Version, Fingerprint) VALUES (1, 'other')",
    })
  })
  await expect(withStore(folder.path, async () => undefined)).rejects.toMatchObject({
    code: 'CON_STORE_OTHER_SCHEMA',
    message: expect.stringMatching(/^\/.* was written by another build .* delete it/),
  })
})
