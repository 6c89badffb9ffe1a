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
  const { ledger, lines, check } = start(60_000)
  check()
  expect(lines).toEqual([])

  ledger.accept(12)
  ledger.drop('queue_full', 2)
  ledger.fail('connect ECONNREFUSED')
  check()
  ledger.fail('HTTP 503')
  check()
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
    {
      warn: 'telemetry dropped',
      event: 'telemetry.dropped',
      signal: 'spans',
      destination: 'http://h/v1/traces',
      reason: 'queue_full',
      count: 2,
    },
    { warn, ...outage, outage: { since, reason: 'connect ECONNREFUSED', attempts: 1 } },
    { warn, ...outage, outage: { since, reason: 'HTTP 503', attempts: 2 } },
  ])

  ledger.settle(10)
  ledger.recover()
  check()
  check()
  expect(lines.slice(3)).toEqual([
    {
      info: 'telemetry backend recovered',
      event: 'telemetry.recovered',
      ...fields,
      queued: 0,
      since,
    },
  ])
})

it('logs the first drop of each reason once', () => {
  const { ledger, lines, check } = start(60_000)
  ledger.accept(9)
  for (const reason of ['invalid', 'rejected', 'invalid'] as const) {
    ledger.drop(reason, 1)
    check()
  }
  expect(lines).toMatchObject([
    { event: 'telemetry.dropped', signal: 'spans', reason: 'invalid', count: 1 },
    { event: 'telemetry.dropped', signal: 'spans', reason: 'rejected', count: 1 },
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
