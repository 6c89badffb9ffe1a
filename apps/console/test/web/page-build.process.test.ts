import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const app = join(import.meta.dirname, '../..')
const page = join(app, 'dist/web')

// Without the NODE_ENV of the tests, which would build React for development.
const build = () =>
  once(
    spawn(process.execPath, ['build-page.ts'], {
      cwd: app,
      env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR },
      stdio: 'inherit',
    }),
    'exit',
  )

/** @returns the sizes of the document and of every file it references; throws when one is missing */
async function sizes(): Promise<number[]> {
  const document = await readFile(join(page, 'index.html'), 'utf8')
  const names = [...document.matchAll(/(?:src|href)="\/([^"]+)"/g)].map(([, name]) => name ?? '')
  expect(names.length).toBeGreaterThan(2)
  const files = await Promise.all(names.map((name) => readFile(join(page, name))))
  return [document.length, ...files.map((file) => file.length)]
}

it('a served page stays complete during two concurrent builds', async () => {
  expect(await build()).toEqual([0, null])
  const whole = await sizes()
  let building = true
  const builds = Promise.all([build(), build()]).finally(() => {
    building = false
  })
  while (building) expect(await sizes()).toEqual(whole)
  expect(await builds).toEqual([
    [0, null],
    [0, null],
  ])
})
