import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const consoleFolder = fileURLToPath(new URL('../../apps/console', import.meta.url))
const ticksPerSecond =
  process.platform === 'linux' ? Number(execFileSync('getconf', ['CLK_TCK'])) : 0

/** The built console as a separate process on free ports. */
export interface ConsoleProcess {
  readonly url: string
  readonly otlpUrl: string
  readonly xrayPort: number
  /** Time from the start of the process until `/health/ready` succeeds. */
  readonly readyMillis: number
  /** CPU time of all threads, in seconds. */
  cpuSeconds(): Promise<number>
  residentBytes(): Promise<number>
  /** Bytes written to disk, in whole pages; Linux only. */
  writtenBytes(): Promise<number>
  get<Response>(path: string): Promise<Response>
  stop(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Starts the console on a folder, without retention by age or size. */
export async function startConsole(dataFolder: string): Promise<ConsoleProcess> {
  const [port, otlpPort, xrayPort] = await Promise.all([freePort(), freePort(), freePort()])
  const url = `http://127.0.0.1:${port}`
  const startMillis = performance.now()
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: consoleFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      CONSOLE_PORT: String(port),
      CONSOLE_OTLP_PORT: String(otlpPort),
      CONSOLE_XRAY_PORT: String(xrayPort),
      CONSOLE_DATA_DIR: dataFolder,
      CONSOLE_RETENTION_DAYS: '365',
      CONSOLE_RETENTION_BYTES: '1000000000000',
    },
  })
  await untilReady(child, url)
  const readyMillis = performance.now() - startMillis
  return {
    url,
    otlpUrl: `http://127.0.0.1:${otlpPort}`,
    xrayPort,
    readyMillis,
    cpuSeconds: async () => {
      const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8')
      const [user = 0, system = 0] = stat
        .slice(stat.lastIndexOf(')'))
        .split(' ')
        .slice(12)
        .map(Number)
      return (user + system) / ticksPerSecond
    },
    residentBytes: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024
    },
    writtenBytes: async () => {
      const io = await readFile(`/proc/${child.pid}/io`, 'utf8')
      return Number(/^write_bytes: (\d+)/m.exec(io)?.[1])
    },
    get: async <Response>(path: string) => {
      const response = await fetch(`${url}${path}`)
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      return (await response.json()) as Response
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the console ended with ${child.exitCode}`)
    const isReady = await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
