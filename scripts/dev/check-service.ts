import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { localEnvironment, localStack } from './local-stack.ts'

const repository = join(import.meta.dirname, '../..')
const doctor = join(repository, 'packages/telemetry/src/doctor/main.ts')

export const serviceNames: readonly string[] = localStack({})
  .map(({ name }) => name)
  .filter((name) => name !== 'console')
  .sort()

export interface ServiceReport {
  readonly name: string
  readonly url: string
  readonly isRunning: boolean
  /** Signals that are off without a variable that disables them. */
  readonly missing: readonly string[]
  readonly results: readonly { signal: string; state: string; message: string }[]
  /** The output of `telemetry doctor` in the environment of the service. */
  readonly output: string
  readonly exitCode: number
}

/** Runs `telemetry doctor` with the environment that `dev` gives a service, and checks that it runs. */
export async function checkService(name: string, timeout: string): Promise<ServiceReport> {
  const url = localStack(process.env).find((part) => part.name === name)?.url ?? ''
  const [json, text, isRunning] = await Promise.all([
    runDoctor(name, ['--timeout', timeout, '--json']),
    runDoctor(name, ['--timeout', timeout]),
    isLive(url, Number(timeout)),
  ])
  const {
    results = [],
  }: Pick<Partial<ServiceReport>, 'results'> = json.exitCode === 2 ? {} : JSON.parse(json.output)
  const missing = results
    .filter(({ state, message }) => state === 'off' && !/ is (none|true)\b/.test(message))
    .map(({ signal }) => signal)
  const exitCode = json.exitCode || (isRunning && missing.length === 0 ? 0 : 1)
  return { name, url, isRunning, missing, results, output: text.output, exitCode }
}

async function isLive(url: string, timeoutMillis: number): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/live`, {
      signal: AbortSignal.timeout(timeoutMillis),
    })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false
  }
}

export function formatReport({ name, url, isRunning, missing, output }: ServiceReport): string {
  const running = isRunning
    ? `${name} runs at ${url}.`
    : `${name} does not run at ${url}. Start it with: npx pnpm@12 dev`
  const off = missing.length > 0 ? `Off without being disabled: ${missing.join(', ')}.\n` : ''
  return `${running}\n${output}${off}`
}

async function runDoctor(name: string, args: readonly string[]) {
  const { promise, resolve } = Promise.withResolvers<{ output: string; exitCode: number }>()
  const folder = join(repository, 'apps', name)
  const files = ['development.env', '.env'].map((file) => join(folder, file)).filter(existsSync)
  const child = execFile(
    process.execPath,
    [
      '--conditions=cruddur-source',
      ...files.map((file) => `--env-file=${file}`),
      doctor,
      'doctor',
      ...args,
    ],
    { cwd: folder, env: localEnvironment(process.env) as NodeJS.ProcessEnv },
    (_error, stdout, stderr) => resolve({ output: stdout + stderr, exitCode: child.exitCode ?? 2 }),
  )
  return promise
}
