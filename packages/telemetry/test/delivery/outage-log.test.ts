import { expect, it, onTestFinished, vi } from 'vitest'
import { createLedger } from '../../src/delivery/ledger.ts'
import { startOutageLog } from '../../src/delivery/outage-log.ts'

function start(intervalMillis: number) {
  const ledger = createLedger(() => 0)
  const healthy = createLedger()
  const lines: unknown[] = []
  const log = startOutageLog({
    signals: [
      { name: 'spans', destination: 'http://h/v1/traces', ledger: ledger.snapshot },
      { name: 'logs', destination: 'cruddur', ledger: healthy.snapshot },
    ],
    intervalMillis,
    warn: (fields, message) => lines.push({ warn: message, ...fields }),
    info: (fields, message) => lines.push({ info: message, ...fields }),
  })
  onTestFinished(log.stop)
  return { ledger, lines, ...log }
}

it('logs each failing backend with its outage and counters once per check, then its recovery', () => {
  const { ledger, lines, look } = start(60_000)
  look()
  expect(lines).toEqual([])

  ledger.accept(12)
  ledger.drop('queue_full', 2)
  ledger.fail('connect ECONNREFUSED')
  look()
  ledger.fail('HTTP 503')
  look()
  const fields = {
    signal: 'spans',
    destination: 'http://h/v1/traces',
    queued: 10,
    droppedTotal: 2,
    dropped: { queue_full: 2 },
  }
  const since = '1970-01-01T00:00:00.000Z'
  const outage = { event: 'telemetry.outage', ...fields }
  const warn = 'telemetry backend fails'
  expect(lines).toEqual([
    { warn, ...outage, outage: { since, reason: 'connect ECONNREFUSED', attempts: 1 } },
    { warn, ...outage, outage: { since, reason: 'HTTP 503', attempts: 2 } },
  ])

  ledger.send(10)
  ledger.recover()
  look()
  look()
  expect(lines.slice(2)).toEqual([
    {
      info: 'telemetry backend recovered',
      event: 'telemetry.recovered',
      ...fields,
      queued: 0,
      since,
    },
  ])
})

it('checks at each interval until it is stopped', async () => {
  const { ledger, lines, stop } = start(5)
  ledger.fail('HTTP 500')
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(2), 10_000)
  stop()
  const count = lines.length
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(lines).toHaveLength(count)
})
