import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

/** One need of the service. Resolves when it is met, rejects with the reason when it is not. */
export type HealthCheck = () => Promise<void>

export interface HealthOptions {
  readonly service: { readonly name: string; readonly version: string }
  /** What must be met for the service to be ready, by name. Asked at each `GET /health/ready`. */
  readonly checks?: Readonly<Record<string, HealthCheck>>
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Readiness of the service; off for good once `stopReadiness` was called. */
    readonly health: { stopReadiness(): void }
  }
  interface FastifyContextConfig {
    pressureHandler?: (request: FastifyRequest, reply: FastifyReply) => undefined
  }
}

// A probe must hear the truth, not that there were too many probes or too much to do.
const unlimited = { rateLimit: false as const, pressureHandler: () => undefined }

/** `GET /health/live`: the process answers. `GET /health/ready`: it can do its work, and is not closing. */
export const health = fp<HealthOptions>(
  async (app, { service, checks = {} }) => {
    let closing = false
    app.decorate('health', {
      stopReadiness: () => {
        closing = true
      },
    })
    app.addHook('preClose', async () => {
      closing = true
    })

    app.get(
      '/health/live',
      { config: unlimited, logLevel: 'silent', schema: { hide: true } },
      async () => ({ status: 'ok', service: service.name, version: service.version }),
    )

    app.get(
      '/health/ready',
      { config: unlimited, logLevel: 'silent', schema: { hide: true } },
      async (request, reply) => {
        if (closing) return reply.code(503).send({ status: 'closing', checks: {} })
        const results = await Promise.all(
          Object.entries(checks).map(
            async ([name, check]) => [name, await outcome(check)] as const,
          ),
        )
        for (const [name, { cause }] of results)
          if (cause) request.log.warn({ err: cause, check: name }, `not ready: ${name}`)
        const ready = results.every(([, { status }]) => status === 'ok')
        return reply.code(ready ? 200 : 503).send({
          status: ready ? 'ok' : 'failing',
          checks: Object.fromEntries(results.map(([name, { status }]) => [name, status])),
        })
      },
    )
  },
  { name: 'health', fastify: '5.x' },
)

async function outcome(check: HealthCheck): Promise<{ status: 'ok' | 'failing'; cause?: unknown }> {
  try {
    await check()
    return { status: 'ok' }
  } catch (cause) {
    return { status: 'failing', cause }
  }
}
