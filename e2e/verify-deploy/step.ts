import { spawn } from 'node:child_process'

export interface StepResult {
  /** The stage it belongs to. */
  readonly stage: string
  readonly command: string
  readonly millis: number
}

/** A step that failed, with the last of what it printed. */
class StepError extends Error {
  override readonly name = 'StepError'
  readonly code = 'E2E_STEP_FAILED'
}

const keptCharacters = 4_000
const timeoutMillis = 600_000

/** Runs one `RUN` of the image build in `folder`, with `env` and nothing else of this process. */
export function runStep(
  stage: string,
  command: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const startedAt = performance.now()
  const child = spawn('sh', ['-ec', command], {
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
    child.on('error', (cause) => reject(new StepError(`cannot run ${command}`, { cause })))
    child.on('close', (status) => {
      if (status === 0) resolve({ stage, command, millis: performance.now() - startedAt })
      else
        reject(
          new StepError(`${stage}: ${command}\nended with ${status ?? 'a timeout'}:\n${output}`),
        )
    })
  })
}
