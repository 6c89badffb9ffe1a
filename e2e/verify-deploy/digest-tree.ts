import { createHash } from 'node:crypto'
import { lstat, readFile, readlink } from 'node:fs/promises'
import { relative } from 'node:path'
import { walkFiles } from './walk-files.ts'

/** The files of a layer by path: mode and content, or the target of a link. */
export type TreeDigest = ReadonlyMap<string, string>

export async function digestTree(tree: string): Promise<TreeDigest> {
  const digests = new Map<string, string>()
  for await (const path of walkFiles(tree)) {
    const status = await lstat(path)
    const content = status.isSymbolicLink() ? await readlink(path) : await readFile(path)
    const digest = createHash('sha256').update(content).digest('hex')
    digests.set(relative(tree, path), `${status.mode.toString(8)} ${digest}`)
  }
  return digests
}

/** @returns the paths that are not the same in both, in order */
export function differences(one: TreeDigest, other: TreeDigest): string[] {
  const paths = new Set([...one.keys(), ...other.keys()])
  return [...paths].filter((path) => one.get(path) !== other.get(path)).sort()
}
