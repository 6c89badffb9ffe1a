import { expect, test } from 'vitest'
import { formatResults } from '../../src/doctor/format-results.ts'
import type { SignalCheck } from '../../src/doctor/run-checks.ts'

const results: SignalCheck[] = [
  {
    signal: 'spans',
    state: 'ok',
    destination: 'http://127.0.0.1:4318/v1/traces',
    message: 'takes spans (HTTP 200)',
  },
  {
    signal: 'segments',
    state: 'failed',
    destination: 'udp 127.0.0.1:2000, tcp 127.0.0.1:2000',
    message: 'TCP: connection refused; without it the sampling rules are the local ones',
    advice: 'Start what should listen there, or correct AWS_XRAY_DAEMON_ADDRESS.',
  },
  { signal: 'logs', state: 'off', destination: 'stdout', message: 'AWS_REGION is not set' },
]

test('the results read well at 80 columns and without color', () => {
  expect(formatResults('home-activities 1.2.3 (test)', results)).toBe(`\
Telemetry of home-activities 1.2.3 (test)

ok       spans
         to http://127.0.0.1:4318/v1/traces
         takes spans (HTTP 200)

failed   segments
         to udp 127.0.0.1:2000, tcp 127.0.0.1:2000
         TCP: connection refused; without it the sampling rules are the local
         ones
         -> Start what should listen there, or correct AWS_XRAY_DAEMON_ADDRESS.

off      logs
         to stdout
         AWS_REGION is not set

1 of 3 signals cannot be delivered.
`)
})

test('strips control characters of a server', () => {
  const [first] = results
  if (!first) throw new Error('no finding')
  const shown = formatResults('x', [{ ...first, message: '\u001b[2Jcleared' }])
  expect(shown).not.toContain('\u001b')
  expect(shown).toContain('No failures.')
})
