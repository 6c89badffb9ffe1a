import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The name, version and license text of each package that the files belong to. */
export function licenseTexts(files: Iterable<string>): string {
  const folders = new Set<string>()
  for (const file of files) {
    const folder = packageFolder(file)
    if (folder !== undefined) folders.add(folder)
  }
  return [...folders]
    .map(describe)
    .toSorted()
    .join(`\n${'-'.repeat(80)}\n\n`)
}

/** The folder of the installed package that a file is in, or undefined for a file of our own. */
function packageFolder(file: string): string | undefined {
  if (!file.includes('/node_modules/')) return undefined
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest) && 'version' in readManifest(folder)) return folder
  }
  return undefined
}

function describe(folder: string): string {
  const { name, version, license } = readManifest(folder)
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  return `${name} ${version} (${license})\n${text}`
}

function readManifest(folder: string): { name?: string; version?: string; license?: string } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}
