import { describe, expect, it } from 'vitest'
import { createCircuitBreaker } from '../../src/clients/circuit-breaker.ts'

const fail = () => Promise.reject(new Error('down'))
const work = () => Promise.resolve('up')
const reject = () => new Error('rejected')

function breakerWithClock() {
  const clock = { millis: 0 }
  const breaker = createCircuitBreaker({
    maxFailures: 2,
    openMillis: 100,
    isFailure: () => true,
    now: () => clock.millis,
  })
  return { clock, run: (call: () => Promise<string>) => breaker.run(call, reject) }
}

describe('circuit breaker', () => {
  it('allows one trial call after a while and closes when it succeeds', async () => {
    const { clock, run } = breakerWithClock()
    await expect(run(fail)).rejects.toThrow('down')
    await expect(run(fail)).rejects.toThrow('down')
    await expect(run(work)).rejects.toThrow('rejected')
    clock.millis = 100
    const [first, second] = await Promise.allSettled([run(work), run(work)])
    expect(first).toMatchObject({ value: 'up' })
    expect(second).toMatchObject({ reason: new Error('rejected') })
    expect(await run(work)).toBe('up')
  })

  it('stays open when the trial call fails', async () => {
    const { clock, run } = breakerWithClock()
    await expect(run(fail)).rejects.toThrow('down')
    await expect(run(fail)).rejects.toThrow('down')
    clock.millis = 100
    await expect(run(fail)).rejects.toThrow('down')
    await expect(run(work)).rejects.toThrow('rejected')
  })

  it('counts consecutive failures only', async () => {
    const { run } = breakerWithClock()
    await expect(run(fail)).rejects.toThrow('down')
    await run(work)
    await expect(run(fail)).rejects.toThrow('down')
    expect(await run(work)).toBe('up')
  })
})
