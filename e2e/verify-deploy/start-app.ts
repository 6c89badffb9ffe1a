import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import type { AppImage } from './build-app-image.ts'

const run = promisify(execFile)
const startTimeoutMillis = 60_000

/** Parts of the machine, not of the repository, that a program may look at and do without. */
const machine = /^\/(proc|sys|etc)\//

// Reports the accesses that the permission model denied; a data URL, so that reading it touches no file.
const audit = `data:text/javascript,${encodeURIComponent(
  `import { subscribe } from 'node:diagnostics_channel'
   for (const kind of ['fs', 'child', 'addon', 'wasi', 'ffi'])
     subscribe('node:permission-model:' + kind, ({ permission, resource }) =>
       process.stderr.write('refused: ' + permission + ' ' + resource + '\\n'))`,
)}`

export interface StartedApp {
  readonly startMillis: number
  /** Runs the image's health check. @throws when it fails */
  checkHealth(): Promise<void>
  residentBytes(): Promise<number>
  /** Sends SIGTERM and waits for the end. */
  stop(): Promise<StoppedApp>
}

export interface StoppedApp {
  readonly exitCode: number | null
  readonly stopMillis: number
  readonly stdout: string
  /** Files touched outside the tree, one line each. */
  readonly outside: readonly string[]
}

export interface StartOptions {
  readonly env: Readonly<Record<string, string>>
  /** Returns 200 when the app is ready. */
  readonly readyUrl: string
  /** Further flags of Node's permission model. */
  readonly permissions?: readonly string[]
}

/** For programs before the command, which an image does not contain. */
const environment = { PATH: process.env.PATH }

/**
 * Node's permission model: the tree may be read, nothing else of the file system touched. It does not
 * reach into worker threads, from which only the repository is hidden.
 */
const permissionFlags = (image: AppImage, further: readonly string[] = []) => [
  '--permission',
  `--allow-fs-read=${image.tree}`,
  // OpenTelemetry's host detector reads the ID of the machine; an image has none.
  '--allow-fs-read=/etc/machine-id',
  '--allow-fs-read=/var/lib/dbus/machine-id',
  '--allow-net',
  '--allow-worker',
  ...further,
]

/** Runs a file of the image to its end, as a one-off task does. */
export async function runTask(
  image: AppImage,
  file: string,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const [program = '', ...args] = [...image.prefix, image.node, ...permissionFlags(image), file]
  const { stdout } = await run(program, args, {
    cwd: image.tree,
    env: { ...environment, ...image.env, ...env },
  })
  return stdout.trim()
}

/** Starts the image's command with plain Node, shut in its own tree. */
export async function startApp(image: AppImage, options: StartOptions): Promise<StartedApp> {
  const env = { ...environment, ...image.env, ...options.env }
  const flags = [...permissionFlags(image, options.permissions), '--import', audit]
  const [program = '', ...args] = [...image.prefix, image.node, ...flags, ...image.command]
  const startedAt = performance.now()
  const child = spawn(program, args, { cwd: image.tree, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = once(child, 'close')
  const failure = () => new Error(`the app is not ready:\n${stderr}${stdout}`.slice(0, 4_000))

  while (!(await isReady(options.readyUrl))) {
    const tooLong = performance.now() - startedAt > startTimeoutMillis
    if (tooLong) child.kill('SIGKILL')
    if (tooLong || child.exitCode !== null) throw failure()
  }
  const startMillis = performance.now() - startedAt

  return {
    startMillis,
    async checkHealth() {
      const [, ...args] = image.healthCheck
      await run(image.node, args, { cwd: image.tree, env })
    },
    async residentBytes() {
      const { stdout: kibibytes } = await run('ps', ['-o', 'rss=', '-p', String(child.pid)])
      return Number(kibibytes) * 1024
    },
    async stop() {
      const stoppedAt = performance.now()
      child.kill('SIGTERM')
      const [exitCode] = await ended
      const refused = stderr.match(/(?<=^refused: )\S+ .*$/gm) ?? []
      return {
        exitCode: exitCode as number | null,
        stopMillis: performance.now() - stoppedAt,
        stdout,
        outside: [...new Set(refused)].filter((line) => {
          const resource = line.slice(line.indexOf(' ') + 1)
          return !machine.test(resource) && !`${resource}/`.startsWith(`${image.tree}/`)
        }),
      }
    },
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url)
    await response.body?.cancel()
    return response.ok
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 25))
    return false
  }
}
