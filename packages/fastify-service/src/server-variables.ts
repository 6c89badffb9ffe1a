import { matching, number, text, type Values } from '@cruddur/environment'

/** The variables every service has. Add the service's own ones beside them. */
export function serverVariables(defaults: { readonly port: number }) {
  return {
    HOST: text({
      description: 'Address to listen on; 0.0.0.0 or :: to be reached from outside',
      default: '127.0.0.1',
    }),
    PORT: number({ description: 'Port to listen on', default: defaults.port, min: 0, max: 65_535 }),
    CORS_ORIGINS: matching(
      /^https?:\/\/[^\s,/]+(,https?:\/\/[^\s,/]+)*$/,
      'origins such as https://cruddur.com, separated by commas',
      { description: 'Origins whose pages may call the service from a browser' },
    ),
    RATE_LIMIT_PER_MINUTE: number({
      description: 'Requests that one address may make in a minute; more get 429',
      default: 60_000,
      min: 1,
      max: 10_000_000,
    }),
    TRUST_PROXY_HOPS: number({
      description: 'Proxies in front whose X-Forwarded-For is believed; 0 believes none',
      default: 0,
      min: 0,
      max: 10,
    }),
    REQUEST_TIMEOUT_MILLIS: number({
      description: 'Time for a request to arrive whole, and for its handler to answer',
      default: 10_000,
      min: 100,
      max: 600_000,
    }),
    MAX_EVENT_LOOP_DELAY_MILLIS: number({
      description: 'Mean delay of the event loop above which requests get 503',
      default: 1_000,
      min: 10,
      max: 60_000,
    }),
    SHUTDOWN_DRAIN_MILLIS: number({
      description: 'How long the service still answers after its readiness went off',
      default: 0,
      min: 0,
      max: 300_000,
    }),
    SHUTDOWN_TIMEOUT_MILLIS: number({
      description: 'From the signal to the end of the process, drain and flush included',
      default: 20_000,
      min: 1_000,
      max: 600_000,
    }),
  }
}

export interface ServerConfig {
  readonly host: string
  readonly port: number
  readonly corsOrigins: readonly string[]
  readonly rateLimitPerMinute: number
  readonly trustProxyHops: number
  readonly requestTimeoutMillis: number
  readonly maxEventLoopDelayMillis: number
  readonly shutdownDrainMillis: number
  readonly shutdownTimeoutMillis: number
}

/** The values of {@link serverVariables} under the names that the code uses. */
export function serverConfig(values: Values<ReturnType<typeof serverVariables>>): ServerConfig {
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    corsOrigins: values.CORS_ORIGINS?.split(',') ?? [],
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    trustProxyHops: values.TRUST_PROXY_HOPS,
    requestTimeoutMillis: values.REQUEST_TIMEOUT_MILLIS,
    maxEventLoopDelayMillis: values.MAX_EVENT_LOOP_DELAY_MILLIS,
    shutdownDrainMillis: values.SHUTDOWN_DRAIN_MILLIS,
    shutdownTimeoutMillis: values.SHUTDOWN_TIMEOUT_MILLIS,
  })
}
