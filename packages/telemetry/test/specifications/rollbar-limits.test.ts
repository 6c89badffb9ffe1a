import { expect, test } from 'vitest'
import { startRollbarReceiver } from '../signals/error-reports/rollbar-receiver.ts'
import { startTestReports } from '../signals/error-reports/start-test-reports.ts'

/** Maximum lengths; https://docs.rollbar.com/reference/create-item */
const limits = [
  ['person.id', 40],
  ['person.username', 255],
  ['person.email', 255],
  ['code_version', 40],
  ['environment', 255],
  ['context', 255],
] as const

const long = (length: number) => 'é'.repeat(length)

test('the fields of an item are within the limits of Rollbar', async () => {
  const rollbar = await startRollbarReceiver()
  const { report, signal } = startTestReports(
    { endpoint: rollbar.endpoint },
    { environment: long(300), codeVersion: long(60) },
  )
  report(new Error('failed'), {
    route: `GET /${long(300)}`,
    person: { id: long(60), username: long(300), email: long(300) },
    request: { method: 'GET', url: '/', headers: { 'x-forwarded-for': '192.0.2.1' } },
  })
  await signal.flush(AbortSignal.timeout(10_000))

  const data = rollbar.items[0]?.data as Record<string, unknown>
  const read = (path: string) =>
    path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], data)
  expect(limits.map(([path]) => [path, String(read(path)).length])).toEqual(limits)
  expect(Number.isInteger(data.timestamp)).toBe(true)
  expect(data.request).not.toHaveProperty('user_ip')
  expect(JSON.stringify(data.request)).not.toContain('192.0.2.1')
})
