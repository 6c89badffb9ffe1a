import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import { Type } from 'typebox'
import { onTestFinished } from 'vitest'
import {
  crossOrigin,
  type HealthCheck,
  health,
  openApi,
  type ProblemDetailsOptions,
  ProblemError,
  type ProtectionOptions,
  problemDetails,
  problemSchema,
  protection,
  serverOptions,
} from '../../src/index.ts'

interface Overrides {
  readonly checks?: Record<string, HealthCheck>
  readonly dependencies?: Record<string, () => string>
  readonly problems?: ProblemDetailsOptions
  readonly protection?: Partial<ProtectionOptions>
  readonly corsOrigins?: readonly string[]
  readonly requestTimeoutMillis?: number
  readonly trustProxyHops?: number
}

/** Starts a small service with all plugins of the package on a free port until the test ends. */
export async function startService(overrides: Overrides = {}) {
  const { corsOrigins = [], requestTimeoutMillis = 5_000, trustProxyHops = 0 } = overrides
  const app = Fastify(
    serverOptions({ corsOrigins, requestTimeoutMillis, trustProxyHops }),
  ).withTypeProvider<TypeBoxTypeProvider>()
  await app.register(crossOrigin, { corsOrigins })
  await app.register(problemDetails, overrides.problems ?? {})
  await app.register(protection, {
    rateLimitPerMinute: 1_000,
    maxEventLoopDelayMillis: 60_000,
    trustProxyHops,
    ...overrides.protection,
  })
  await app.register(health, {
    service: { name: 'sample', version: '1.2.3' },
    ...(overrides.checks && { checks: overrides.checks }),
    ...(overrides.dependencies && { dependencies: overrides.dependencies }),
  })
  await app.register(openApi, { title: 'sample', version: '1.2.3', description: 'A sample' })

  app.get(
    '/things',
    {
      schema: {
        querystring: Type.Object(
          {
            limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
            color: Type.Optional(Type.Enum(['red', 'green'])),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request) => ({ limit: request.query.limit, ip: request.ip }),
  )
  app.post(
    '/things',
    { schema: { body: Type.Optional(Type.Object({ name: Type.String() })) } },
    async ({ body }) => body?.name ?? 'made',
  )
  app.get('/broken', async () => {
    throw new Error('secret-host.internal refused')
  })
  app.get('/never', () => new Promise(() => undefined))
  app.get('/gone', { schema: { response: { '4xx': problemSchema } } }, async () => {
    throw new ProblemError({
      status: 410,
      code: 'GONE',
      detail: 'It is gone',
      retryAfterSeconds: 7,
    })
  })

  onTestFinished(() => app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { app, url, get: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init) }
}
