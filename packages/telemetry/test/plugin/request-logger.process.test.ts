import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
  LogController,
} from 'fastify'
import { type Logger, pino } from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import { telemetryPlugin } from '../../src/plugin/index.ts'
import { startTestTelemetry } from '../../src/testing/start-test-telemetry.ts'

const recorded = startTestTelemetry({ serviceName: 'under-test' })
beforeEach(() => recorded.clear())

/** Fastify's type lacks methods of pino. */
const pinoOf = (log: FastifyBaseLogger) => log as unknown as Logger

type Line = Readonly<Record<string, unknown>>

/** The lines of a request without those of Fastify itself, from an app with or without telemetry. */
async function linesOf(
  build: (app: FastifyInstance) => unknown,
  requests: readonly (string | { url: string; headers: Record<string, string> })[],
  options: FastifyServerOptions,
  withTelemetry: boolean,
): Promise<Line[]> {
  const lines: Line[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const logger = { ...(options.logger as object), stream }
  const logController = new LogController({ disableRequestLogging: true })
  const app: FastifyInstance = Fastify({ logController, ...options, logger })
  if (withTelemetry) app.register(telemetryPlugin)
  await build(app)
  for (const request of requests) await app.inject(request)
  await app.close()
  const written: readonly Line[] = withTelemetry ? recorded.logLines : lines
  return written
    .filter(({ outcome, msg }) => outcome === undefined && !/^Server/.test(String(msg)))
    .map(
      ({
        time,
        pid,
        hostname,
        level,
        service,
        version,
        trace_id,
        span_id,
        xray_trace_id,
        ...rest
      }) => ({
        ...rest,
        level: typeof level === 'number' ? pino.levels.labels[level] : level,
      }),
    )
}

const cases: Record<
  string,
  {
    build: (app: FastifyInstance) => unknown
    requests: Parameters<typeof linesOf>[1]
    options?: FastifyServerOptions
  }
> = {
  'bindings of a request': {
    build: (app) => {
      app.addHook('onRequest', async (request) => {
        const { user } = request.query as { user?: string }
        if (user) pinoOf(request.log).setBindings({ user })
      })
      app.get('/', async (request) => request.log.info('mine'))
    },
    requests: ['/?user=a', '/', '/?user=b'],
  },
  'the level of a request': {
    build: (app) => {
      app.get('/debug', async (request) => {
        request.log.level = 'debug'
        request.log.debug('this request')
      })
      app.get('/', async (request) => request.log.debug('another request'))
    },
    requests: ['/debug', '/'],
  },
  'the log level of a route and of a plugin': {
    build: (app) => {
      app.get('/route', { logLevel: 'error' }, async (request) => {
        request.log.warn('hidden')
        request.log.error('shown')
      })
      app.register(
        async (sub) => {
          sub.get('/plugin', async (request) => request.log.trace('of a plugin'))
        },
        { logLevel: 'trace' },
      )
    },
    requests: ['/route', '/plugin'],
  },
  'log serializers of a route and of a plugin': {
    build: (app) => {
      const user = (value: unknown) => `user ${(value as { id: number }).id}`
      app.get('/route', { logSerializers: { user } }, async (request) => {
        request.log.info({ user: { id: 1, name: 'anna' } }, 'route')
        request.log.child({ user: { id: 2 } }).info('child')
      })
      app.register(
        async (sub) => {
          sub.get('/plugin', async (request) => request.log.info({ user: { id: 3 } }, 'plugin'))
        },
        { logSerializers: { user } },
      )
    },
    requests: ['/route', '/plugin'],
  },
  'a child logger factory': {
    build: (app) => {
      app.setChildLoggerFactory((logger, bindings, options, raw) =>
        logger.child({ ...bindings, path: raw.url }, options),
      )
      app.get('/', async (request) => request.log.info('from the app'))
      app.get(
        '/route',
        { childLoggerFactory: (logger, bindings) => logger.child({ ...bindings, route: true }) },
        async (request) => request.log.info('from the route'),
      )
      app.setNotFoundHandler(async (request) => request.log.info('from the 404 handler'))
    },
    requests: ['/', '/route', '/nothing'],
  },
  'request IDs of a header and of a generator': {
    build: (app) => {
      app.get('/', async (request, reply) => {
        request.log.info('request')
        reply.log.info('reply')
      })
    },
    requests: [{ url: '/', headers: { 'x-request-id': 'abc-123' } }, '/'],
    options: {
      requestIdHeader: 'x-request-id',
      genReqId: () => 'generated',
      logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'id' }),
    },
  },
  'the level and serializers of the logger option': {
    build: (app) => {
      app.get('/', async (request) => request.log.debug({ order: { id: 1, lines: [] } }, 'order'))
    },
    requests: ['/'],
    options: {
      logger: { level: 'debug', serializers: { order: ({ id }: { id: number }) => id } },
    },
  },
  'a request and a reply as fields': {
    build: (app) => {
      app.get('/', async (request, reply) => {
        request.log.info({ req: request, res: reply }, 'both')
      })
    },
    requests: ['/'],
  },
  'a logger that the handler sets': {
    build: (app) => {
      app.get('/', async (request) => {
        request.log = request.log.child({ own: true }) as FastifyBaseLogger
        request.log.info('replaced')
      })
    },
    requests: ['/'],
  },
  'the default 404 handler': {
    build: (app) => {
      app.addHook('onRequest', async (request) => request.log.info('in a hook'))
    },
    requests: ['/nothing'],
  },
}

describe('request.log behaves as in Fastify without telemetry', () => {
  it.each(Object.entries(cases))('%s', async (_title, { build, requests, options = {} }) => {
    const plain = await linesOf(build, requests, options, false)
    expect(plain.length).toBeGreaterThan(0)
    expect(await linesOf(build, requests, options, true)).toEqual(plain)
  })
})

describe('the request line', () => {
  it('has the bindings of its own request only, however many there were', async () => {
    const app = Fastify()
    app.register(telemetryPlugin)
    app.get('/', async (request) => {
      pinoOf(request.log).setBindings({ user: request.id })
    })
    for (let count = 0; count < 500; count += 1) await app.inject('/')
    await app.close()
    const lines = recorded.logLines.filter(({ outcome }) => outcome !== undefined)
    expect(lines).toHaveLength(500)
    for (const line of lines) expect(line.user).toBe(line.reqId)
    expect(Math.max(...lines.map((line) => JSON.stringify(line).length))).toBeLessThan(500)
  })

  it('is written at the level of its route', async () => {
    const app = Fastify()
    app.register(telemetryPlugin)
    app.get('/quiet', { logLevel: 'warn' }, async () => 'ok')
    app.get('/fails', { logLevel: 'warn' }, async () => {
      throw new Error('shown')
    })
    await app.inject('/quiet')
    await app.inject('/fails')
    await app.close()
    expect(recorded.logLines.map(({ route, level }) => [route, level])).toEqual([
      ['/fails', 'error'],
    ])
  })

  it('does not depend on a child logger factory that returns another kind of logger', async () => {
    const app = Fastify()
    const other = pino({ level: 'silent' })
    app.setChildLoggerFactory(() => other)
    app.register(telemetryPlugin)
    app.get('/', async () => 'ok')
    await app.inject('/')
    await app.close()
    expect(recorded.logLines).toMatchObject([{ route: '/', status: 200, service: 'under-test' }])
  })
})

describe('redaction of request loggers', () => {
  const secret = 'hunter2hunter2'
  it.each<[string, (log: FastifyBaseLogger) => void]>([
    [
      'setBindings',
      (log) => {
        pinoOf(log).setBindings({ password: secret })
        log.info('x')
      },
    ],
    ['a child', (log) => log.child({ token: secret }).info('x')],
    [
      'a serializer',
      (log) => log.child({}, { serializers: { msg: () => `Bearer ${secret}` } }).info('x'),
    ],
    [
      'a formatter',
      (log) => log.child({}, { formatters: { log: () => ({ password: secret }) } }).info('x'),
    ],
    ['a message prefix', (log) => log.child({}, { msgPrefix: `Bearer ${secret} ` }).info('x')],
  ])('applies to %s', async (_title, log) => {
    const app = Fastify()
    app.register(telemetryPlugin)
    app.get('/', async (request) => log(request.log))
    await app.inject('/')
    await app.close()
    expect(recorded.logLines.length).toBeGreaterThan(0)
    expect(JSON.stringify(recorded.logLines)).not.toContain(secret)
  })
})
