import { matching, number, text, url, type Values } from '@cruddur/environment'

/** Variables of every service; spread them into the schema of the service. */
export function serverVariables(defaults: { readonly port: number }) {
  return {
    HOST: text({
      description: 'Address to listen on; 0.0.0.0 or :: for all interfaces',
      default: '127.0.0.1',
    }),
    PORT: number({ description: 'Port to listen on', default: defaults.port, min: 0, max: 65_535 }),
    CORS_ORIGINS: matching(
      /^(loopback|https?:\/\/[^\s,/]+)(\s*,\s*(loopback|https?:\/\/[^\s,/]+))*$/,
      'origins such as https://cruddur.com, or loopback, separated by commas',
      {
        description:
          'Origins allowed to call the service from a browser; `loopback` is every port of localhost',
      },
    ),
    FRONTEND_URL: url({ description: 'URL whose origin is added to CORS_ORIGINS' }),
    BACKEND_URL: url({ description: 'URL whose origin is added to CORS_ORIGINS' }),
    RATE_LIMIT_PER_MINUTE: number({
      description: 'Requests per minute and client address; more get 429',
      default: 60_000,
      min: 1,
      max: 10_000_000,
    }),
    TRUST_PROXY_HOPS: number({
      description: 'Number of trusted proxies in front of the service that set X-Forwarded-For',
      default: 0,
      min: 0,
      max: 10,
    }),
    REQUEST_TIMEOUT_MILLIS: number({
      description: 'Timeout for receiving a request, and for its handler',
      default: 10_000,
      min: 100,
      max: 600_000,
    }),
    MAX_EVENT_LOOP_DELAY_MILLIS: number({
      description: 'Mean event loop delay above which requests get 503',
      default: 1_000,
      min: 10,
      max: 60_000,
    }),
    SHUTDOWN_DRAIN_MILLIS: number({
      description: 'Time between failing readiness and closing, in which requests are still served',
      default: 0,
      min: 0,
      max: 300_000,
    }),
    SHUTDOWN_TIMEOUT_MILLIS: number({
      description: 'Time from the signal to the end of the process, including drain and flush',
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

function corsOrigins(values: Values<ReturnType<typeof serverVariables>>): string[] {
  const urls = [values.FRONTEND_URL, values.BACKEND_URL].filter((value) => value !== undefined)
  const origins = values.CORS_ORIGINS?.split(',').map((origin) => origin.trim()) ?? []
  return [...origins, ...urls.map((value) => new URL(value).origin)]
}

/** Converts the values of {@link serverVariables} to a config. */
export function serverConfig(values: Values<ReturnType<typeof serverVariables>>): ServerConfig {
  return Object.freeze({
    host: values.HOST,
    port: values.PORT,
    corsOrigins: corsOrigins(values),
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    trustProxyHops: values.TRUST_PROXY_HOPS,
    requestTimeoutMillis: values.REQUEST_TIMEOUT_MILLIS,
    maxEventLoopDelayMillis: values.MAX_EVENT_LOOP_DELAY_MILLIS,
    shutdownDrainMillis: values.SHUTDOWN_DRAIN_MILLIS,
    shutdownTimeoutMillis: values.SHUTDOWN_TIMEOUT_MILLIS,
  })
}
