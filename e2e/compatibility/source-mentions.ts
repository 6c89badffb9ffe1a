import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Finds whether the sources of a service mention a table or column. A `select *` mentions all of them
 * only by accident, so only code that maps rows by name counts.
 */
export function mentionsOf(tree: string, service: string): (name: string) => boolean {
  const folder = join(tree, 'apps', service)
  const texts = globSync('{src,dist}/**/*.{ts,js,sql}', { cwd: folder }).map((file) =>
    readFileSync(join(folder, file), 'utf8'),
  )
  return (name) => {
    const pattern = new RegExp(`(?<![\\w])${RegExp.escape(name)}(?![\\w])`)
    return texts.some((text) => pattern.test(text))
  }
}
