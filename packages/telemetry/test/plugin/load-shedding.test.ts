import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { reportLoadShedding } from '../../src/plugin/load-shedding.ts'
import type { Telemetry } from '../../src/telemetry.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('reports the first rejected request at once and the number of further ones once per minute', () => {
  const reportError = vi.fn()
  const telemetry = { reportError } as Partial<Telemetry> as Telemetry
  const reject = (times: number) => {
    for (let time = 0; time < times; time += 1)
      reportLoadShedding(telemetry, new Error('overloaded'), { route: 'GET /' })
  }
  const counts = () => reportError.mock.calls.map(([, { custom }]) => custom.rejected_requests)

  reject(100)
  expect(counts()).toEqual([1])
  vi.advanceTimersByTime(60_000)
  expect(counts()).toEqual([1, 99])
  reject(7)
  vi.advanceTimersByTime(120_000)
  expect(counts()).toEqual([1, 99, 7])
  reject(1)
  expect(counts()).toEqual([1, 99, 7, 1])
})
