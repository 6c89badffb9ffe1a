import { expect, it } from 'vitest'
import * as publicApi from '../src/index.ts'

it('the exports of the package are as documented', () => {
  const shape = Object.fromEntries(
    Object.entries(publicApi).map(([name, value]) => [name, typeof value]),
  )
  expect(shape).toMatchInlineSnapshot(`
    {
      "AWSXRay": "object",
      "TelemetryError": "function",
      "errorCodes": "object",
      "getTelemetry": "function",
      "reportFailedStart": "function",
      "runJob": "function",
      "telemetryPlugin": "function",
      "withSpan": "function",
    }
  `)
})

it('getTelemetry before the start throws an error with instructions', () => {
  expect(() => publicApi.getTelemetry()).toThrow(
    expect.objectContaining({
      name: 'TelemetryError',
      code: 'TEL_NOT_STARTED',
      message: expect.stringContaining('--import @cruddur/telemetry/register'),
    }),
  )
})
