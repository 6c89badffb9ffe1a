import { execFileSync, spawnSync } from 'node:child_process'

/** Prints one line and ends the process. */
export function fail(command: string, message: string): never {
  process.stderr.write(`${command}: ${message}\n`)
  process.exit(1)
}

/** The first sentence of an error of `parseArgs`; the second is about arguments that start with a hyphen. */
export const firstSentence = (error: unknown): string =>
  (error as Error).message.replace(/\. To specify .*/s, '')

/** Requires a working tree in which the changes of the command are the only ones. */
export function requireCleanTree(root: string, stop: (message: string) => never): void {
  const git = ['status', '--porcelain']
  const { status, stdout } = spawnSync('git', git, { cwd: root, encoding: 'utf8' })
  if (status !== 0)
    stop('git cannot compare the working tree: use --force without a Git repository')
  if (stdout !== '') stop('the working tree has changes: commit them, or use --force')
}

/** Updates the lockfile, formats the written files and generates documents and clients. */
export function finish(root: string, paths: readonly string[]): void {
  const run = (program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  run('pnpm', 'install', '--prefer-offline', '--no-frozen-lockfile')
  run('biome', 'check', '--write', '--no-errors-on-unmatched', 'services.json', ...paths)
  run('pnpm', '--silent', 'generate-docs')
}

/** Writes the telemetry contract of a new service by the test that compares it. */
export function recordTelemetry(root: string, name: string): void {
  execFileSync('vitest', ['run', `apps/${name}/test/telemetry-contract`, '--update'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
