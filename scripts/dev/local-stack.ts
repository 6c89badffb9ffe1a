import { services, variablePrefix } from '../services.ts'

/** A part of the local stack: the console or a service. */
export interface LocalPart {
  readonly name: string
  /** Variable of its HTTP port. */
  readonly portVariable: string
  readonly port: number
  /** Base URL without a trailing slash. */
  readonly url: string
}

type Environment = Readonly<Record<string, string | undefined>>

/** Variable, default, and distance from CRUDDUR_PORT_BASE. */
const PORTS: Readonly<Record<string, readonly [string, number, number]>> = {
  console: ['CONSOLE_PORT', 4000, 0],
  xray: ['CONSOLE_XRAY_PORT', 2000, 200],
  otlp: ['CONSOLE_OTLP_PORT', 4318, 318],
  ...Object.fromEntries(
    services.map(({ name, port }) => [name, [`${variablePrefix(name)}_PORT`, port, port - 4000]]),
  ),
}
const HIGHEST_BASE = 65_535 - 318

/** Ports of the local stack: their own variables first, then CRUDDUR_PORT_BASE, then the defaults. */
function localPorts(environment: Environment): Record<string, number> {
  const text = environment.CRUDDUR_PORT_BASE?.trim()
  const base = text ? Number(text) : undefined
  if (base !== undefined && !(Number.isInteger(base) && base >= 1 && base <= HIGHEST_BASE))
    throw new Error(
      `CRUDDUR_PORT_BASE must be an integer between 1 and ${HIGHEST_BASE} (got "${text}")`,
    )
  const entries = Object.entries(PORTS).map(([name, [variable, fallback, distance]]) => [
    name,
    Number(environment[variable]?.trim() || (base === undefined ? fallback : base + distance)),
  ])
  return Object.fromEntries(entries)
}

export function localStack(environment: Environment): LocalPart[] {
  const ports = localPorts(environment)
  return ['console', ...services.map(({ name }) => name)].map((name) => {
    const [portVariable = '', fallback = 0] = PORTS[name] ?? []
    const port = ports[name] ?? fallback
    return { name, portVariable, port, url: `http://localhost:${port}` }
  })
}

/**
 * The environment with every variable that follows from ports other than the defaults. A variable that
 * is set keeps its value.
 */
export function localEnvironment(environment: Environment): Environment {
  const ports = localPorts(environment)
  if (Object.entries(PORTS).every(([name, [, port]]) => ports[name] === port)) return environment
  const url = (name: string) => `http://127.0.0.1:${ports[name]}`
  const called = services.flatMap(({ calls }) => calls)
  const names = services.map(({ name }) => name).sort()
  const derived = {
    ...Object.fromEntries(
      Object.entries(PORTS).map(([name, [variable]]) => [variable, `${ports[name]}`]),
    ),
    CONSOLE_URL: url('console'),
    CONSOLE_SERVICES: names.map((name) => `${name}=${url(name)}`).join(','),
    ...Object.fromEntries(called.map((name) => [`${variablePrefix(name)}_URL`, url(name)])),
    OTEL_EXPORTER_OTLP_ENDPOINT: url('otlp'),
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${ports.xray}`,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url('console'),
    ROLLBAR_ENDPOINT: `${url('console')}/api/1/item/`,
  }
  const set = Object.entries(environment).filter(([, value]) => value?.trim())
  return { ...environment, ...derived, ...Object.fromEntries(set) }
}
