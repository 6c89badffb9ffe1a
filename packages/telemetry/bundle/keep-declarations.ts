import { globSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const comments = /\/\*[\s\S]*?\*\//g
const importedNames = /\b(?:from|import)\b\s*\(?\s*['"]([^'"]+)['"]/g

/**
 * Removes the declarations that no entry point needs.
 *
 * @throws Error when a declaration imports a package that is not installed with this one
 */
export function keepDeclarations(entries: readonly string[], installed: readonly string[]): void {
  const [first = ''] = entries
  const kept = new Set<string>()
  const visit = (file: string): void => {
    if (kept.has(file)) return
    kept.add(file)
    const code = readFileSync(file, 'utf8').replaceAll(comments, '')
    for (const [, specifier = ''] of code.matchAll(importedNames)) {
      if (specifier.startsWith('.')) {
        visit(resolve(dirname(file), specifier.replace(/\.ts$/, '.d.ts')))
      } else if (
        !specifier.startsWith('node:') &&
        !installed.some((name) => `${specifier}/`.startsWith(`${name}/`))
      ) {
        throw new Error(`${file} imports ${specifier}, which is not a dependency`)
      }
    }
  }
  for (const entry of entries) visit(entry)
  for (const file of globSync('**/*.d.ts', { cwd: dirname(first) })) {
    const path = join(dirname(first), file)
    if (!kept.has(path)) rmSync(path)
  }
}
