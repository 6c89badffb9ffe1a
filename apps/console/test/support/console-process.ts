import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const mainPath = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export type ConsoleProcess = ChildProcessByStdio<null, Readable, Readable>

/** A console as a process of its own, on ports that are free. */
export function spawnConsole(
  dataFolder: string,
  environment: Record<string, string> = {},
  ...args: string[]
): ConsoleProcess {
  return spawn(process.execPath, ['--conditions=cruddur-source', mainPath, ...args], {
    env: {
      PATH: process.env.PATH,
      TMPDIR: process.env.TMPDIR,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      CONSOLE_PORT: '0',
      CONSOLE_OTLP_PORT: '0',
      CONSOLE_XRAY_PORT: '0',
      CONSOLE_DATA_DIR: dataFolder,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** The addresses that the console prints when it listens. */
export async function listening(
  child: ConsoleProcess,
): Promise<{ url: string; otlpUrl: string; xrayAddress: string }> {
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const [, url = '', otlpUrl = '', xrayAddress = ''] =
    /^console: (\S+) \(OTLP ([^,]+), X-Ray ([^)]+)/.exec(line) ?? []
  return { url, otlpUrl, xrayAddress }
}

/** Exit code or signal, and stderr from now on. */
export async function outcome(child: ConsoleProcess) {
  let stderr = ''
  child.stderr.on('data', (text) => {
    stderr += text
  })
  const [code, signal] = await once(child, 'close')
  return { code: code ?? signal, stderr }
}

/** Kills the process unless it has ended. */
export async function kill(child: ChildProcess | undefined): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'close')
}
