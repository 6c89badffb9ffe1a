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
const PORTS = {
  console: ['CONSOLE_PORT', 4000, 0],
  'home-activities': ['HOME_ACTIVITIES_PORT', 4001, 1],
  'user-activities': ['USER_ACTIVITIES_PORT', 4002, 2],
  xray: ['CONSOLE_XRAY_PORT', 2000, 3],
  otlp: ['CONSOLE_OTLP_PORT', 4318, 318],
} as const
type Listener = keyof typeof PORTS
const HIGHEST_BASE = 65_535 - 318

/** Ports of the local stack: their own variables first, then CRUDDUR_PORT_BASE, then the defaults. */
function localPorts(environment: Environment): Record<Listener, number> {
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
  return (['console', 'user-activities', 'home-activities'] as const).map((name) => ({
    name,
    portVariable: PORTS[name][0],
    port: ports[name],
    url: `http://localhost:${ports[name]}`,
  }))
}

/**
 * The environment with every variable that follows from ports other than the defaults. A variable that
 * is set keeps its value.
 */
export function localEnvironment(environment: Environment): Environment {
  const ports = localPorts(environment)
  if (Object.entries(PORTS).every(([name, [, port]]) => ports[name as Listener] === port))
    return environment
  const url = (name: Listener) => `http://127.0.0.1:${ports[name]}`
  const services = ['home-activities', 'user-activities'] as const
  const derived = {
    ...Object.fromEntries(
      Object.entries(PORTS).map(([name, [variable]]) => [variable, `${ports[name as Listener]}`]),
    ),
    CONSOLE_URL: url('console'),
    CONSOLE_SERVICES: services.map((name) => `${name}=${url(name)}`).join(','),
    USER_ACTIVITIES_URL: url('user-activities'),
    OTEL_EXPORTER_OTLP_ENDPOINT: url('otlp'),
    AWS_XRAY_DAEMON_ADDRESS: `127.0.0.1:${ports.xray}`,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url('console'),
    ROLLBAR_ENDPOINT: `${url('console')}/api/1/item/`,
  }
  const set = Object.entries(environment).filter(([, value]) => value?.trim())
  return { ...environment, ...derived, ...Object.fromEntries(set) }
}
