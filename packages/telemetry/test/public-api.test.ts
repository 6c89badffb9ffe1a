import { expect, it } from 'vitest'
import * as door from '../src/index.ts'

it('what the package exports changes only on purpose', () => {
  const shape = Object.fromEntries(
    Object.entries(door).map(([name, value]) => [name, typeof value]),
  )
  expect(shape).toMatchInlineSnapshot(`
    {
      "AWSXRay": "object",
      "TelemetryError": "function",
      "errorCodes": "object",
      "getTelemetry": "function",
      "loadConfig": "function",
      "telemetryPlugin": "function",
      "telemetrySchema": "object",
      "withSpan": "function",
    }
  `)
})

it('asking for telemetry before it is started is an error that says what to do', () => {
  expect(() => door.getTelemetry()).toThrow(
    expect.objectContaining({
      name: 'TelemetryError',
      code: 'TEL_NOT_STARTED',
      message: expect.stringContaining('--import @cruddur/telemetry/register'),
    }),
  )
})
