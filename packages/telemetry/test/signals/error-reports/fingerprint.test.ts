import { expect, test } from 'vitest'
import { fingerprintOf } from '../../../src/signals/error-reports/fingerprint.ts'
import type { ReportableError } from '../../../src/signals/error-reports/reportable-error.ts'

const error = (overrides: Partial<ReportableError> = {}): ReportableError => ({
  className: 'TimelineError',
  message: 'activity 17 of "worf" is gone',
  frameLines: [
    `    at readTimeline (${process.cwd()}/src/activities/timeline.ts:12:7)`,
    `    at next (${process.cwd()}/node_modules/fastify/lib/hooks.js:1:1)`,
    '    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)',
    `    at async GET (${process.cwd()}/src/routes/home.ts:30:3)`,
  ],
  code: undefined,
  cause: undefined,
  ...overrides,
})
const route = 'GET /api/activities/home'
const of = (overrides?: Partial<ReportableError>) => fingerprintOf(error(overrides), route)
const lines = (...files: string[]) => files.map((file) => `    at f (${process.cwd()}/${file}:1:1)`)

test.each([
  ['messages', { message: 'activity 99 of "garek" is gone' }],
  [
    'line numbers',
    { frameLines: error().frameLines.map((line) => line.replace(':12:7', ':99:1')) },
  ],
  [
    'frames of dependencies',
    { frameLines: error().frameLines.filter((line) => !line.includes('node_modules')) },
  ],
])('occurrences that differ in %s are one item', (_what, other) => {
  expect(of(other)).toBe(of())
})

test.each([
  ['class', { className: 'RangeError' }],
  ['place', { frameLines: lines('src/clients/user-activities.ts') }],
  ['cause', { cause: error({ className: 'ConnectionError' }) }],
])('occurrences that differ in %s are two items', (_what, other) => {
  expect(of(other)).not.toBe(of())
})

test('the same error on another route has another fingerprint', () => {
  expect(fingerprintOf(error(), 'GET /other')).not.toBe(of())
})

test('without an in-app frame the message is used, without the values in it', () => {
  const other = 'activity 18 of "odo" is gone'
  expect(of({ frameLines: [], message: other })).toBe(of({ frameLines: [] }))
  expect(of({ frameLines: [], message: 'database is gone' })).not.toBe(of({ frameLines: [] }))
})
