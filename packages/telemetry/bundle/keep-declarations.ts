import { globSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const comments = /\/\*[\s\S]*?\*\//g
const importedNames = /\b(?:from|import)\b\s*\(?\s*['"]([^'"]+)['"]/g

export interface DeclarationEntry {
  readonly file: string
  /** Packages that every user of the entry has. */
  readonly installed: readonly string[]
}

/**
 * Removes the declarations that no entry point needs.
 *
 * @throws Error when a declaration imports a package that users of its entry point need not have
 */
export function keepDeclarations(entries: readonly DeclarationEntry[]): void {
  const kept = new Set(entries.flatMap(reachable))
  const folder = dirname(entries[0]?.file ?? '')
  for (const file of globSync('**/*.d.ts', { cwd: folder })) {
    const path = join(folder, file)
    if (!kept.has(path)) rmSync(path)
  }
}

function reachable({ file: entry, installed }: DeclarationEntry): string[] {
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    found.add(file)
    const code = readFileSync(file, 'utf8').replaceAll(comments, '')
    for (const [, specifier = ''] of code.matchAll(importedNames)) {
      if (specifier.startsWith('.')) {
        visit(resolve(dirname(file), specifier.replace(/\.ts$/, '.d.ts')))
      } else if (
        !specifier.startsWith('node:') &&
        !installed.some((name) => `${specifier}/`.startsWith(`${name}/`))
      ) {
        throw new Error(`${file} imports ${specifier}, which is not a dependency of ${entry}`)
      }
    }
  }
  visit(entry)
  return [...found]
}
