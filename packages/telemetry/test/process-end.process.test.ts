import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BackEnds, startBackEnds } from './support/back-ends.ts'
import { startServiceProcess } from './support/service-process.ts'

let backEnds: BackEnds
beforeEach(async () => {
  backEnds = await startBackEnds()
})
afterEach(() => backEnds.close())

const last = (lines: readonly string[]) => JSON.parse(lines.at(-1) ?? '{}')

describe('the end of a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets requests finish, then delivers everything',
    async (signal) => {
      const service = await startServiceProcess('ending-service.ts', backEnds.environment)
      const slow = fetch(`${service.url}/slow`)
      await expect.poll(() => service.lines, { timeout: 20_000 }).toContain('slow request entered')
      expect(await service.ended(signal)).toEqual({ code: 0, signal: null })
      expect((await slow).status).toBe(200)
      expect(backEnds.otlp.spans().map(({ name }) => name)).toEqual(['GET /slow'])
      expect(last(service.lines)).toMatchObject({ msg: 'telemetry shut down' })
    },
  )

  it('delivers when the process runs out of work', async () => {
    const service = await startServiceProcess('ending-service.ts', {
      ...backEnds.environment,
      HANDLES_SIGTERM: 'true',
    })
    await fetch(`${service.url}/fast`)
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(service.lines).toContain('the service closed its app')
    expect(backEnds.otlp.spans()).toHaveLength(1)
    expect(last(service.lines)).toMatchObject({ msg: 'telemetry shut down' })
  })

  it('ends at the deadline and counts drops when a backend hangs', async () => {
    const service = await startServiceProcess('ending-service.ts', {
      ...backEnds.environment,
      TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: '300',
    })
    await fetch(`${service.url}/fast`)
    await backEnds.otlp.fail('hangs after accept')
    await fetch(`${service.url}/fast`)
    const start = performance.now()
    expect(await service.ended('SIGTERM')).toEqual({ code: 0, signal: null })
    expect(performance.now() - start).toBeLessThan(5000)
    const { spans } = last(service.lines).ledger
    expect(spans.accepted).toBe(2)
    expect(spans.sent + (spans.dropped.shutdown ?? 0)).toBe(2)
  })

  it('an uncaught error is reported, delivered and ends the process with exit code 1', async () => {
    const service = await startServiceProcess('ending-service.ts', backEnds.environment)
    await fetch(`${service.url}/fast`)
    void fetch(`${service.url}/fatal`).catch(() => undefined)
    expect(await service.ended()).toEqual({ code: 1, signal: null })
    expect(backEnds.items()).toHaveLength(1)
    expect(backEnds.items()[0]).toMatchObject({ level: 'critical' })
    const fatal = backEnds.logEvents().find(({ level }) => level === 'fatal')
    expect(fatal).toMatchObject({
      origin: 'uncaughtException',
      error_report: backEnds.items()[0].uuid,
    })
    expect(backEnds.otlp.spans().map(({ name }) => name)).toContain('GET /fast')
  })
})
