import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { services as declared, type Service, variablePrefix } from '../../../scripts/services.ts'
import { freePorts } from './free-ports.ts'
import { type Running, repository, runScript } from './run-script.ts'

export interface DevStack {
  readonly console: string
  readonly home: string
  readonly user: string
  readonly folder: string
  /** Environment of every client of this stack. */
  readonly env: Record<string, string>
  /** Base URL of a service. */
  urlOf(service: string): string
  start(): Running
  remove(): Promise<void>
}

/**
 * The stack of `pnpm dev` on ports and in a folder of the test's own.
 *
 * @param root Folder of the repository, and the services that it declares
 */
export async function devStack(
  root = repository,
  services: readonly Service[] = declared,
): Promise<DevStack> {
  const folder = await mkdtemp(join(tmpdir(), 'cruddur-dev-'))
  const [page, otlp, grpc, xray, ...own] = (await freePorts(4 + services.length)).map(String) as [
    string,
    string,
    string,
    string,
    ...string[],
  ]
  const url = (port: string) => `http://127.0.0.1:${port}`
  const portOf = (name: string) => own[services.findIndex((service) => service.name === name)] ?? ''
  const env = {
    CONSOLE_PORT: page,
    CONSOLE_OTLP_PORT: otlp,
    CONSOLE_OTLP_GRPC_PORT: grpc,
    CONSOLE_XRAY_PORT: xray,
    CONSOLE_DATA_DIR: join(folder, 'console'),
    ...Object.fromEntries(
      services.flatMap(({ name }) => [
        [`${variablePrefix(name)}_PORT`, portOf(name)],
        [`${variablePrefix(name)}_DATA_DIR`, join(folder, name)],
      ]),
    ),
    // A busy machine is slow, not broken.
    MAX_EVENT_LOOP_DELAY_MILLIS: '60000',
  }
  return {
    console: url(page),
    home: url(portOf('home-activities')),
    user: url(portOf('user-activities')),
    folder,
    env,
    urlOf: (name) => url(portOf(name)),
    start: () => runScript('dev', [], env, root),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
