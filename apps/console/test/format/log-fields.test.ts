import { expect, test } from 'vitest'
import { formatLogFields } from '../../src/format/log-fields.ts'

test('shows the short values of a line in its own order', () => {
  expect(
    formatLogFields({
      method: 'GET',
      route: '/api/activities/home',
      status: 200,
      outcome: 'completed',
      reason: 'no such "thing"',
    }),
  ).toBe(
    'method=GET route=/api/activities/home status=200 outcome=completed reason="no such \\"thing\\""',
  )
})

test('leaves out long, multi-line and separately shown attributes', () => {
  expect(
    formatLogFields({
      'log.record.original': '{}',
      version: '1.2.3',
      xray_trace_id: '1-6b0332c9-a1b2c3d4e5f6a7b8c9d0e1f2',
      'err.stack': 'Error\n    at there',
      text: 'x'.repeat(101),
      status: '500',
    }),
  ).toBe('status=500')
})

test('ends before it gets long', () => {
  const attributes = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`key${index}`, 'value']),
  )
  expect(formatLogFields(attributes).length).toBeLessThanOrEqual(300)
})
