import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Tool } from './case.ts'

const interop = join(import.meta.dirname, '..')
const cache = join(interop, '.cache')

type PackageManager = 'npm' | 'python3' | 'mvn'

export const javascriptFolder = join(interop, 'javascript')
export const javascriptSdksFolder = join(interop, 'javascript-sdks')
export const browserFolder = join(interop, 'browser')
export const pythonFolder = join(interop, 'python')
export const venv = join(cache, 'python')
export const javaFolder = join(interop, 'java')
export const jars = join(cache, 'java')

const versionArgs: Readonly<Record<Tool, string>> = {
  npm: '--version',
  python3: '--version',
  go: 'version',
  psql: '--version',
  java: '-version',
  mvn: '--version',
  cargo: '--version',
}

export function isInstalled(tool: Tool): boolean {
  return spawnSync(tool, [versionArgs[tool]]).status === 0
}

/** Installs the locked programs of a package manager, unless the lockfiles have not changed; Go programs are built by `buildGo`. */
export function installPrograms(tool: Tool): void {
  if (!(tool in installs)) return
  for (const { name, lockfile, commands } of installs[tool as PackageManager]) {
    const stamp = join(cache, `${name}.lock`)
    const locked = readFileSync(join(interop, lockfile), 'utf8')
    if (readStamp(stamp) === locked) continue
    process.stderr.write(`interop: installing ${lockfile}\n`)
    mkdirSync(cache, { recursive: true })
    for (const command of commands) run(command)
    writeFileSync(stamp, locked)
  }
}

interface Install {
  readonly name: string
  readonly lockfile: string
  readonly commands: readonly (readonly string[])[]
}

const installs: Readonly<Record<PackageManager, readonly Install[]>> = {
  npm: ['javascript', 'javascript-sdks', 'browser'].map(npmInstall),
  python3: [
    {
      name: 'python3',
      lockfile: 'python/requirements.txt',
      commands: [
        ['python3', '-m', 'venv', '--clear', venv],
        [join(venv, 'bin/pip'), 'install', '--quiet', '--no-deps', '-r', 'python/requirements.txt'],
      ],
    },
  ],
  mvn: [
    {
      name: 'java',
      lockfile: 'java/pom.xml',
      commands: [
        [
          ...['mvn', '--quiet', '--batch-mode', '--file', 'java/pom.xml'],
          ...['dependency:copy-dependencies', `-DoutputDirectory=${jars}`],
        ],
      ],
    },
  ],
}

function npmInstall(folder: string): Install {
  return {
    name: folder,
    lockfile: `${folder}/package-lock.json`,
    commands: [['npm', 'ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund']],
  }
}

function readStamp(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** Name and version of npm packages, from the `package.json` files. */
export function npmVersions(...names: string[]): string[] {
  const dependencies: Readonly<Record<string, string>> = Object.assign(
    {},
    ...[browserFolder, javascriptSdksFolder, javascriptFolder].flatMap((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      return [manifest.dependencies, manifest.optionalDependencies]
    }),
  )
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

/** Name and version of a Maven artifact, from `pom.xml`. */
export function mavenVersion(artifact: string): string {
  const pom = readFileSync(join(javaFolder, 'pom.xml'), 'utf8')
  const [, version] = new RegExp(`>${artifact}<.*?<version>(.+?)<`, 's').exec(pom) ?? []
  return `${artifact} ${version}`
}

/** Builds the Go program in a folder of `go`, or a package that its `go.mod` requires, and returns its path. */
export function buildGo(name: string, package_ = '.', ...flags: string[]): string {
  const path = join(cache, 'go', package_ === '.' ? name : `${name}-${basename(package_)}`)
  run(['go', 'build', '-C', join('go', name), ...flags, '-o', path, package_])
  return path
}

/** Path and version of Go modules, from the `go.mod` of a program. */
export function goVersions(program: string, ...paths: string[]): string[] {
  const words = readFileSync(join(interop, 'go', program, 'go.mod'), 'utf8').split(/\s+/)
  return paths.map((path) => `${path} ${words[words.lastIndexOf(path) + 1]}`)
}

/** Builds the Rust program and returns its path. */
export function buildRust(name: string): string {
  const target = join(cache, 'rust')
  const manifest = join('rust', 'Cargo.toml')
  run([
    'cargo',
    'build',
    '--locked',
    '--quiet',
    '--manifest-path',
    manifest,
    '--target-dir',
    target,
  ])
  return join(target, 'debug', name)
}

/** Name and version of crates, from `Cargo.lock`. */
export function cargoVersions(...names: string[]): string[] {
  const lock = readFileSync(join(interop, 'rust/Cargo.lock'), 'utf8')
  return names.map((name) => {
    const [, version] = new RegExp(`^name = "${name}"\nversion = "(.+)"$`, 'm').exec(lock) ?? []
    return `${name} ${version}`
  })
}

function run([command = '', ...args]: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { cwd: interop, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}`)
}
