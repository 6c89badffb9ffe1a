import { describe, expect, it } from 'vitest'
import { createCircuit } from '../../src/clients/circuit.ts'

const fail = () => Promise.reject(new Error('down'))
const work = () => Promise.resolve('up')
const refuse = () => new Error('refused')

function circuitAt() {
  const clock = { millis: 0 }
  const circuit = createCircuit({
    maxFailures: 2,
    openMillis: 100,
    isFailure: () => true,
    now: () => clock.millis,
  })
  return { clock, run: (call: () => Promise<string>) => circuit.run(call, refuse) }
}

describe('a circuit', () => {
  it('lets one call try after a while, and closes when it works', async () => {
    const { clock, run } = circuitAt()
    await expect(run(fail)).rejects.toThrow('down')
    await expect(run(fail)).rejects.toThrow('down')
    await expect(run(work)).rejects.toThrow('refused')
    clock.millis = 100
    const [first, second] = await Promise.allSettled([run(work), run(work)])
    expect(first).toMatchObject({ value: 'up' })
    expect(second).toMatchObject({ reason: new Error('refused') })
    expect(await run(work)).toBe('up')
  })

  it('stays open when that try fails', async () => {
    const { clock, run } = circuitAt()
    await expect(run(fail)).rejects.toThrow('down')
    await expect(run(fail)).rejects.toThrow('down')
    clock.millis = 100
    await expect(run(fail)).rejects.toThrow('down')
    await expect(run(work)).rejects.toThrow('refused')
  })

  it('counts failures in a row only', async () => {
    const { run } = circuitAt()
    await expect(run(fail)).rejects.toThrow('down')
    await run(work)
    await expect(run(fail)).rejects.toThrow('down')
    expect(await run(work)).toBe('up')
  })
})
