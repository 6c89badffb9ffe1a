// The same app for every stack: one route, twelve activities, one log line per request.
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import Fastify, { LogController } from 'fastify'

// The young generation of the command line is the one of this thread: V8 would apply it to workers, too, over
// their own `resourceLimits`.
setFlagsFromString('--min-semi-space-size=0')
setFlagsFromString('--max-semi-space-size=0')

const activities = Array.from({ length: 12 }, (_, index) => ({
  uuid: `66e12864-8c26-4c3a-9658-95a10f8f${String(index).padStart(4, '0')}`,
  handle: 'worf',
  display_name: 'Worf',
  message: `I am out of prune juice, and this is message ${index} of twelve`,
  created_at: '2026-11-22T10:00:00.000Z',
  expires_at: '2026-12-22T10:00:00.000Z',
  likes_count: index,
  replies_count: 0,
  reposts_count: 0,
  replies: [],
}))

const hooks = globalThis.benchStack ?? {}
const app = Fastify(
  hooks.ownLine
    ? {}
    : {
        logger: { level: 'info' },
        logController: new LogController({ disableRequestLogging: true }),
      },
)
await hooks.register?.(app)
app.get('/api/activities/home', async (request) => {
  if (!hooks.ownLine) request.log.info({ count: activities.length }, 'home activities')
  return activities
})
await app.listen({ port: 0, host: '127.0.0.1' })
const address = app.server.address()
process.send?.({
  port: typeof address === 'object' ? address?.port : 0,
  readyMillis: performance.now(),
})

process.on('message', async (message) => {
  if (message === 'memory') {
    globalThis.gc?.()
    const { total_allocated_bytes: allocated } = getHeapStatistics()
    process.send?.({ ...process.memoryUsage(), allocated })
  } else if (message === 'cpu') {
    const { user, system } = process.cpuUsage()
    process.send?.({ micros: user + system })
  } else if (message === 'stop') {
    await app.close()
    await hooks.flush?.()
    process.send?.({ stopped: true }, () => process.exit(0))
  }
})
