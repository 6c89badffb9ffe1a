import { expect, test } from 'vitest'
import { finalLedger } from '../../verify-deploy/final-ledger.ts'

const account = { accepted: 3, sent: 3, queued: 0, dropped: {} }
const complete = {
  ...{ spans: account, segments: account, logs: account },
  ...{ errorReports: account, metrics: account },
}
const last = (ledger: object) =>
  `starting\n{"msg":"telemetry shut down","ledger":${JSON.stringify(ledger)}}\nbye\n`

test('finds no problem when everything was sent', () => {
  const { accounts, problems } = finalLedger(last(complete))
  expect(problems).toEqual([])
  expect(accounts.spans).toEqual({ accepted: 3, sent: 3 })
})

test('the last ledger counts', () => {
  const earlier = last({ ...complete, logs: { ...account, sent: 0 } })
  expect(finalLedger(earlier + last(complete)).problems).toEqual([])
})

test('names unsent records of each signal', () => {
  const { problems } = finalLedger(last({ ...complete, segments: { ...account, sent: 1 } }))
  expect(problems).toEqual(['segments: 3 accepted, 1 sent'])
})

test('a signal without records is a problem', () => {
  const { errorReports: _left, ...rest } = complete
  const { problems } = finalLedger(last({ ...rest, spans: { ...account, accepted: 0, sent: 0 } }))
  expect(problems).toEqual(['spans: nothing was accepted', 'errorReports: nothing was accepted'])
})

test('an output without a ledger is a problem', () => {
  expect(finalLedger('listening\n').problems).toEqual(['no final ledger on stdout'])
})
