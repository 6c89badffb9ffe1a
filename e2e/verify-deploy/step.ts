import { spawn } from 'node:child_process'

export interface StepResult {
  /** The stage it belongs to. */
  readonly stage: string
  readonly command: string
  readonly millis: number
}

/** One `RUN` of the image build. */
export interface Step {
  readonly stage: string
  readonly command: string
  readonly folder: string
  /** All of the environment that it gets. */
  readonly env: Readonly<Record<string, string>>
  /** Program and arguments that run the shell. */
  readonly prefix: readonly string[]
}

const keptCharacters = 4_000
const timeoutMillis = 600_000

/** @throws Error with its last output, when it fails */
export function runStep({ stage, command, folder, env, prefix }: Step): Promise<StepResult> {
  const startedAt = performance.now()
  const [program = 'sh', ...args] = [...prefix, 'sh', '-ec', command]
  const child = spawn(program, args, {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMillis,
  })
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk).slice(-keptCharacters)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => reject(new Error(`cannot run ${command}`, { cause })))
    child.on('close', (status) => {
      if (status === 0) resolve({ stage, command, millis: performance.now() - startedAt })
      else
        reject(new Error(`${stage}: ${command}\nended with ${status ?? 'a timeout'}:\n${output}`))
    })
  })
}
