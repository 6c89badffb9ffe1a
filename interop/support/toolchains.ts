import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tool } from './case.ts'

const interop = join(import.meta.dirname, '..')
const cache = join(interop, '.cache')

type PackageManager = Exclude<Tool, 'go'>

export const javascriptFolder = join(interop, 'javascript')
export const pythonFolder = join(interop, 'python')
export const venv = join(cache, 'python')

const versionArgs: Readonly<Record<Tool, string>> = {
  npm: '--version',
  python3: '--version',
  go: 'version',
}

export function isInstalled(tool: Tool): boolean {
  return spawnSync(tool, [versionArgs[tool]]).status === 0
}

/** Installs the locked programs of a language, unless the lockfile has not changed; Go programs are built by `buildGo`. */
export function installPrograms(tool: Tool): void {
  if (tool === 'go') return
  const lockfile = join(interop, lockfiles[tool])
  const stamp = join(cache, `${tool}.lock`)
  const locked = readFileSync(lockfile, 'utf8')
  if (readStamp(stamp) === locked) return
  process.stderr.write(`interop: installing ${lockfiles[tool]}\n`)
  mkdirSync(cache, { recursive: true })
  for (const command of installs[tool]) run(command)
  writeFileSync(stamp, locked)
}

const lockfiles: Readonly<Record<PackageManager, string>> = {
  npm: 'javascript/package-lock.json',
  python3: 'python/requirements.txt',
}

const installs: Readonly<Record<PackageManager, readonly (readonly string[])[]>> = {
  npm: [['npm', 'ci', '--prefix', 'javascript', '--ignore-scripts', '--no-audit', '--no-fund']],
  python3: [
    ['python3', '-m', 'venv', '--clear', venv],
    [join(venv, 'bin/pip'), 'install', '--quiet', '--no-deps', '-r', 'python/requirements.txt'],
  ],
}

function readStamp(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Name and version of npm packages, from `package.json`. */
export function npmVersions(...names: string[]): string[] {
  const { dependencies } = JSON.parse(
    readFileSync(join(javascriptFolder, 'package.json'), 'utf8'),
  ) as { dependencies: Readonly<Record<string, string>> }
  return names.map((name) => `${name} ${dependencies[name]}`)
}

/** Name and version of Python packages, from `requirements.txt`. */
export function pythonVersions(...names: string[]): string[] {
  const lines = readFileSync(join(pythonFolder, 'requirements.txt'), 'utf8').split('\n')
  return names.map((name) => {
    const line = lines.find((candidate) => candidate.startsWith(`${name}==`)) ?? name
    return line.replace('==', ' ')
  })
}

/** Builds the Go program in a folder of `go`, or a package that its `go.mod` requires, and returns its path. */
export function buildGo(name: string, package_ = '.'): string {
  const path = join(cache, 'go', name)
  run(['go', 'build', '-C', join('go', name), '-o', path, package_])
  return path
}

/** Path and version of Go modules, from the `go.mod` of a program. */
export function goVersions(program: string, ...paths: string[]): string[] {
  const words = readFileSync(join(interop, 'go', program, 'go.mod'), 'utf8').split(/\s+/)
  return paths.map((path) => `${path} ${words[words.indexOf(path) + 1]}`)
}

function run([command = '', ...args]: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd: interop, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`)
}
