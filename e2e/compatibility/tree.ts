import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, realpath, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Service } from '../../scripts/services.ts'

const run = promisify(execFile)

/** The files of one version, with dependencies. */
export interface Tree {
  /** As the user named it. */
  readonly version: string
  /** Abbreviated commit; undefined for the working tree and for folders. */
  readonly commit: string | undefined
  readonly folder: string
  readonly services: readonly Service[]
}

/** A wrong argument or a version that cannot be used; the message is one line. */
export class VersionError extends Error {
  override readonly name = 'VersionError'
}

export function workingTree(repository: string): Tree {
  return {
    version: 'working tree',
    commit: undefined,
    folder: repository,
    services: servicesOf(repository) ?? [],
  }
}

/**
 * Checks out a version: a commit, a tag, a branch, a version of the service such as `0.1.0`, the tag of
 * an image such as `0.1.0-1a2b3c4d5e6f`, or a folder with the files of a version.
 *
 * @throws VersionError
 */
export async function checkOut(
  version: string,
  { repository, service, work }: { repository: string; service: string; work: string },
): Promise<Tree> {
  if (await isTree(version)) {
    const folder = await realpath(resolve(version))
    await install(folder)
    return { version, commit: undefined, folder, services: servicesOf(folder) ?? [] }
  }
  const commit = await commitOf(version, service, repository)
  const parent = await mkdtemp(join(work, 'version-'))
  const folder = join(parent, 'tree')
  await git(repository, 'worktree', 'add', '--quiet', '--detach', folder, commit)
  const services = servicesOf(folder)
  if (!services)
    throw new VersionError(`version ${version} has no services.json: choose a later version`)
  await install(folder)
  return { version, commit: commit.slice(0, 12), folder, services }
}

/** Removes a worktree of `checkOut`; a folder of the user stays. */
export async function remove(tree: Tree, repository: string): Promise<void> {
  if (tree.commit === undefined) return
  await git(repository, 'worktree', 'remove', '--force', tree.folder).catch(() => undefined)
  await rm(tree.folder, { recursive: true, force: true })
  await git(repository, 'worktree', 'prune').catch(() => undefined)
}

const git = async (folder: string, ...args: string[]) => {
  const { stdout } = await run('git', args, { cwd: folder, maxBuffer: 64 * 1_048_576 })
  return stdout.trim()
}

const isTree = (path: string) =>
  stat(join(path, 'services.json')).then(
    (found) => found.isFile(),
    () => false,
  )

/** The commit of a version of a service. @throws VersionError */
export async function commitOf(
  version: string,
  service: string,
  repository: string,
): Promise<string> {
  const parse = (name: string) =>
    // A name that starts with a dash would be an option.
    name.startsWith('-')
      ? Promise.resolve(undefined)
      : git(repository, 'rev-parse', '--quiet', '--verify', `${name}^{commit}`).catch(
          () => undefined,
        )
  const [, imageCommit] = /^\d+\.\d+\.\d+\S*-([0-9a-f]{7,40})$/.exec(version) ?? []
  const names = [version, `v${version}`, `@cruddur/${service}@${version}`, imageCommit]
  for (const name of names) {
    const commit = name === undefined ? undefined : await parse(name)
    if (commit) return commit
  }
  const first = /^\d+\.\d+\.\d+/.test(version)
    ? await firstCommitOf(version, service, repository)
    : undefined
  if (first) return first
  throw new VersionError(
    `version ${version} of ${service} does not exist: use a commit, a tag, a branch, a version such as 0.1.0 or a folder`,
  )
}

/**
 * The commit that set the version in the manifest: its image is the one with that tag. Of a version that
 * is older than services.json, the first commit that has both.
 */
async function firstCommitOf(version: string, service: string, repository: string) {
  const manifest = `apps/${service}/package.json`
  const files = ['--', manifest, 'services.json']
  const log = await git(repository, 'log', '--format=%H', '--reverse', ...files)
  const show = (commit: string, file: string) =>
    git(repository, 'show', `${commit}:${file}`).catch(() => undefined)
  for (const commit of log.split('\n').filter(Boolean)) {
    const text = await show(commit, manifest)
    const isVersion = text !== undefined && JSON.parse(text).version === version
    if (isVersion && (await show(commit, 'services.json')) !== undefined) return commit
  }
  return undefined
}

function servicesOf(folder: string): Service[] | undefined {
  const file = join(folder, 'services.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).services : undefined
}

/** Installs the dependencies of a tree that has none. */
async function install(folder: string): Promise<void> {
  const modules = await readdir(join(folder, 'node_modules')).catch(() => [])
  if (modules.length > 0) return
  const args = ['install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts']
  try {
    await run('pnpm', args, { cwd: folder, env: { ...process.env, CI: '1' } })
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    const [line = ''] = `${stderr}\n${stdout}`.trim().split('\n').slice(-1)
    throw new VersionError(`the dependencies of ${folder} cannot be installed: ${line}`)
  }
}
