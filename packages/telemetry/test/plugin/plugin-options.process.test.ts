import Fastify from 'fastify'
import { expect, it } from 'vitest'
import { telemetryPlugin } from '../../src/index.ts'
import { startTestTelemetry } from '../../src/testing/index.ts'

startTestTelemetry()

it.each([
  [{ ledgerPath: 5 }, 'ledgerPath must be false or a path that begins with / (got 5)'],
  [{ ledgerPath: true }, 'ledgerPath must be false or a path that begins with / (got true)'],
  [
    { ledgerPath: 'health' },
    'ledgerPath must be false or a path that begins with / (got "health")',
  ],
  [{ telemetry: {} }, 'telemetry must be the handle that getTelemetry() returns (got {})'],
])('rejects the options %j', async (options, message) => {
  const app = Fastify()
  app.register(telemetryPlugin, options as object)
  await expect(app.ready()).rejects.toMatchObject({ code: 'TEL_INVALID_OPTION', message })
})

it.each([{ ledgerPath: false }, { ledgerPath: '/ledger' }, {}])('accepts %j', async (options) => {
  const app = Fastify()
  app.register(telemetryPlugin, options as object)
  await app.ready()
  await app.close()
})
