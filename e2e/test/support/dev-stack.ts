import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from './free-ports.ts'
import { type Running, runScript } from './run-script.ts'

export interface DevStack {
  readonly console: string
  readonly home: string
  readonly user: string
  readonly folder: string
  /** Environment of every client of this stack. */
  readonly env: Record<string, string>
  start(): Running
  remove(): Promise<void>
}

/** The stack of `pnpm dev` on ports and in a folder of the test's own. */
export async function devStack(): Promise<DevStack> {
  const folder = await mkdtemp(join(tmpdir(), 'cruddur-dev-'))
  const [page, otlp, grpc, xray, home, user] = (await freePorts(6)).map(String) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const url = (port: string) => `http://127.0.0.1:${port}`
  const env = {
    CONSOLE_PORT: page,
    CONSOLE_OTLP_PORT: otlp,
    CONSOLE_OTLP_GRPC_PORT: grpc,
    CONSOLE_XRAY_PORT: xray,
    CONSOLE_DATA_DIR: join(folder, 'console'),
    HOME_ACTIVITIES_PORT: home,
    USER_ACTIVITIES_PORT: user,
    USER_ACTIVITIES_DATA_DIR: join(folder, 'user-activities'),
    // A busy machine is slow, not broken.
    MAX_EVENT_LOOP_DELAY_MILLIS: '60000',
  }
  return {
    console: url(page),
    home: url(home),
    user: url(user),
    folder,
    env,
    start: () => runScript('dev', [], env),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
