import { expect, it } from 'vitest'
import { startTable } from '../src/start-table.ts'
import type { Telemetry } from '../src/telemetry.ts'

const entry = (destination: string) => ({
  destination,
  accepted: 0,
  sent: 0,
  queued: 0,
  dropped: {},
})
const telemetry = {
  service: { name: 'home-activities' },
  ledger: () => ({
    spans: entry('http://h/v1/traces'),
    segments: entry('udp://h:2000'),
    logs: entry('off: AWS_REGION is not set'),
    errorReports: entry('off: ROLLBAR_ACCESS_TOKEN is not set'),
  }),
} as unknown as Telemetry

it('is a table at a terminal: destinations of enabled signals and reasons of disabled ones', () => {
  expect(startTable(telemetry, true)).toMatchInlineSnapshot(`
    "telemetry of home-activities
      spans        http://h/v1/traces
      segments     udp://h:2000
      logs         off: AWS_REGION is not set
      errorReports off: ROLLBAR_ACCESS_TOKEN is not set
    "
  `)
})

it('is one JSON line otherwise', () => {
  const text = startTable(telemetry, false)
  expect(text.endsWith('\n')).toBe(true)
  expect(JSON.parse(text)).toMatchObject({
    level: 'info',
    msg: 'telemetry started',
    service: 'home-activities',
    signals: { segments: 'udp://h:2000', logs: 'off: AWS_REGION is not set' },
  })
})
