import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

/** A readiness check: resolves when it passes, rejects with the reason when it fails. */
export type HealthCheck = () => Promise<void>

export interface HealthOptions {
  readonly service: { readonly name: string; readonly version: string }
  /** Readiness checks by name, run for each `GET /health/ready`. */
  readonly checks?: Readonly<Record<string, HealthCheck>>
  /** State of other services by name. Shown by `GET /health/ready`; does not affect readiness. */
  readonly dependencies?: Readonly<Record<string, () => string>>
}

declare module 'fastify' {
  interface FastifyInstance {
    /** `stopReadiness` makes the service permanently not ready. */
    readonly health: { stopReadiness(): void }
  }
  interface FastifyContextConfig {
    pressureHandler?: (request: FastifyRequest, reply: FastifyReply) => undefined
  }
}

// Probes are exempt from the rate limit and from load shedding.
const unlimited = { rateLimit: false as const, pressureHandler: () => undefined }

/** `GET /health/live`: the process responds. `GET /health/ready`: all checks pass and the app is not closing. */
export const health = fp<HealthOptions>(
  async (app, { service, checks = {}, dependencies }) => {
    let closing = false
    const failing = new Set<string>()
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
      async (_request, reply) => {
        if (closing) return reply.code(503).send({ status: 'closing', checks: {} })
        const results = await Promise.all(
          Object.entries(checks).map(
            async ([name, check]) => [name, await outcome(check)] as const,
          ),
        )
        for (const [check, { cause }] of results) logChange(check, cause)
        const ready = results.every(([, { status }]) => status === 'ok')
        return reply.code(ready ? 200 : 503).send({
          status: ready ? 'ok' : 'failing',
          checks: Object.fromEntries(results.map(([name, { status }]) => [name, status])),
          ...(dependencies && { dependencies: statesOf(dependencies) }),
        })
      },
    )

    // One line per change; probes come every few seconds.
    function logChange(check: string, cause: unknown): void {
      if (cause !== undefined && !failing.has(check)) {
        failing.add(check)
        app.log.warn({ event: 'not_ready', err: cause, check }, `readiness check failed: ${check}`)
      } else if (cause === undefined && failing.delete(check))
        app.log.info({ event: 'ready_again', check }, `readiness check recovered: ${check}`)
    }
  },
  { name: 'health', fastify: '5.x' },
)

async function outcome(check: HealthCheck): Promise<{ status: 'ok' | 'failing'; cause?: unknown }> {
  try {
    await check()
    return { status: 'ok' }
  } catch (cause) {
    return { status: 'failing', cause: cause ?? new Error('check failed') }
  }
}

const statesOf = (dependencies: NonNullable<HealthOptions['dependencies']>) =>
  Object.fromEntries(Object.entries(dependencies).map(([name, state]) => [name, state()]))
