// Builds the page next to dist/web and moves it in file by file, the document last: neither a console
// that serves it meanwhile nor a second build finds a file missing or half written.
import { globSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'vite'

const dist = join(import.meta.dirname, 'dist')
const page = join(dist, 'web')
mkdirSync(dist, { recursive: true })
const built = mkdtempSync(join(dist, 'web-'))

const filesIn = (folder: string): string[] =>
  globSync('**', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort((one, other) => Number(one === 'index.html') - Number(other === 'index.html'))

try {
  await build({
    root: join(import.meta.dirname, 'web'),
    logLevel: 'warn',
    build: { outDir: built },
  })
  const files = filesIn(built)
  for (const file of files) {
    mkdirSync(join(page, dirname(file)), { recursive: true })
    renameSync(join(built, file), join(page, file))
  }
  for (const old of filesIn(page))
    if (!files.includes(old)) rmSync(join(page, old), { force: true })
} finally {
  rmSync(built, { recursive: true, force: true })
}
