import { execFileSync } from 'node:child_process'

/** Prints one line and ends the process. */
export function fail(command: string, message: string): never {
  process.stderr.write(`${command}: ${message}\n`)
  process.exit(1)
}

export function isClean(root: string): boolean {
  return execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }) === ''
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
