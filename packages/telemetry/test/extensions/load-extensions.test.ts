import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadExtensions } from '../../src/extensions/load-extensions.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-extensions-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function load(name: string, source: string, ending = 'mjs') {
  const path = join(folder, `${name}.${ending}`)
  await writeFile(path, source)
  return loadExtensions(path)
}

it('returns the default export', async () => {
  const extensions = await load('valid', 'export default { baggageKeys: ["tenant"] }')
  expect(extensions).toEqual({ baggageKeys: ['tenant'] })
})

it.each([
  ['module.exports = { baggageKeys: ["tenant"] }', 'cjs'],
  ['exports.__esModule = true; exports.default = { baggageKeys: ["tenant"] }', 'cjs'],
  ['const keys: string[] = ["tenant"]; export default { baggageKeys: keys }', 'ts'],
])('loads %s as .%s', async (source, ending) => {
  expect(await load('kind', source, ending)).toEqual({ baggageKeys: ['tenant'] })
})

it('has no extensions without a path', () => {
  expect(loadExtensions(undefined)).toEqual({})
})

it.each([
  ['no-export', 'export const x = 1', 'whose default export is an object'],
  ['a-list', 'export default []', 'whose default export is an object'],
  ['syntax', 'export default {', 'that can be loaded'],
  ['top-level-await', 'await 1; export default {}', 'it has a top-level await'],
  ['throws', 'throw new Error("no luck")', 'no luck'],
  [
    'unknown',
    'export default { processors: [] }',
    'exports "processors"; allowed are instrumentations, ',
  ],
  [
    'form',
    'export default { baggageKeys: [1] }',
    '"baggageKeys", which must be an array of strings',
  ],
  ['no-hook', 'export default { spanProcessors: [{}] }', 'must be an array of span processors'],
  ['no-write', 'export default { logStreams: [{}] }', 'must be an array of objects with write()'],
  ['no-function', 'export default { beforeSend: 1 }', 'must be a function'],
])('names the defect of a module: %s', async (name, source, message) => {
  await expect(load(name, source)).rejects.toThrow(message)
  await expect(load(name, source)).rejects.toThrow('TELEMETRY_EXTENSIONS')
})
