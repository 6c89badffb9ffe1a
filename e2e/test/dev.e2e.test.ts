import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DevStack, devStack } from './support/dev-stack.ts'
import { documentedCommands, documentedRequests } from './support/documented-commands.ts'
import { ready, readyMillis } from './support/ready.ts'
import { type Running, runScript } from './support/run-script.ts'

interface TraceResult {
  readonly spans: readonly { service: string; name: string; spanId: string; parentSpanId: string }[]
  readonly segments: readonly { segmentId: string; name: string }[]
  readonly logs: readonly { service: string; body: string }[]
  readonly errors: readonly { uuid: string }[]
}

const traceIdOf = (response: Response) => response.headers.get('traceresponse')?.split('-')[1] ?? ''

/** Commands that need the running stack. */
const stackCommands = ['traces', 'traffic', 'telemetry']

let stack: DevStack
let dev: Running

const trace = async (id: string): Promise<TraceResult | undefined> => {
  const response = await fetch(`${stack.console}/api/v1/traces/${id}`)
  return response.ok ? ((await response.json()) as TraceResult) : undefined
}

describe('pnpm dev', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    stack = await devStack()
    dev = stack.start()
    await ready(dev)
  }, readyMillis + 30_000)

  afterAll(async () => {
    dev.interrupt()
    await dev.ended
    await stack.remove()
  }, 60_000)

  it('logs neither warnings nor errors at the start', () => {
    expect(dev.output()).not.toMatch(/"level":"(warn|error|fatal)"/)
  })

  it('shows one request in spans, segments and lines of both services, under one trace id', async () => {
    const response = await fetch(`${stack.home}/api/activities/home`)
    expect(response.status).toBe(200)
    const id = traceIdOf(response)
    await expect
      .poll(async () => {
        const found = await trace(id)
        const services = (list: readonly { service: string }[] = []) =>
          [...new Set(list.map(({ service }) => service))].sort()
        return { spans: services(found?.spans), lines: services(found?.logs) }
      })
      .toEqual({
        spans: ['home-activities', 'user-activities'],
        lines: ['home-activities', 'user-activities'],
      })
    const { spans, segments } = (await trace(id)) as TraceResult
    const chain = ['GET /api/activities/home', 'Show home activities', 'GET', 'GET /api/activities']
    let parent = ''
    for (const name of chain) {
      const span = spans.find((one) => one.name === name && one.parentSpanId === parent)
      expect(span, `${name} below ${parent || 'nothing'}`).toBeDefined()
      parent = span?.spanId ?? ''
    }
    const queries = spans.filter((span) => span.parentSpanId === parent).map(({ name }) => name)
    expect(queries).toContainEqual(expect.stringMatching(/^select /i))
    const spanIds = new Set(spans.map(({ spanId }) => spanId))
    expect(segments.length).toBeGreaterThan(0)
    for (const { segmentId } of segments) expect(spanIds).toContain(segmentId)
  })

  it('records a failing request in every signal', async () => {
    const response = await fetch(`${stack.user}/faults/error`)
    expect(response.status).toBe(500)
    const problem = (await response.json()) as { trace_id: string }
    expect(problem.trace_id).toBe(traceIdOf(response))
    await expect
      .poll(async () => {
        const found = await trace(problem.trace_id)
        return [
          found?.spans.length,
          found?.segments.length,
          found?.logs.length,
          found?.errors.length,
        ].map((count) => (count ?? 0) > 0)
      })
      .toEqual([true, true, true, true])
  })

  it('shows the list and one waterfall with the traces command', async () => {
    const id = traceIdOf(await fetch(`${stack.home}/api/activities/home?limit=1`))
    await expect.poll(async () => (await trace(id))?.spans.length ?? 0).toBeGreaterThan(4)
    const list = await runScript('traces', ['--service', 'home-activities'], stack.env).ended
    expect(list).toMatchObject({ code: 0, output: expect.stringContaining(id) })
    const one = await runScript('traces', [id], stack.env).ended
    expect(one.code).toBe(0)
    for (const text of ['home-activities', 'user-activities', 'Show home activities', 'select '])
      expect(one.output).toContain(text)
  })

  it('passes the doctor, whose probes the console does not count', async () => {
    const received = async () => {
      const { output } = await runScript('traces', ['receivers', '--json'], stack.env).ended
      const { receivers } = JSON.parse(output.slice(output.indexOf('{')))
      return receivers.map(({ name, refused }: { name: string; refused: unknown }) => [
        name,
        refused,
      ])
    }
    const before = await received()
    const { code, output } = await runScript('telemetry', ['doctor'], stack.env).ended
    expect(output).toContain(
      `home-activities runs at ${stack.home.replace('127.0.0.1', 'localhost')}`,
    )
    expect(output).toContain('user-activities runs at ')
    expect(output.match(/^ok /gm)).toHaveLength(10)
    expect(code).toBe(0)
    expect(await received()).toEqual(before)

    const stopped = { ...stack.env, HOME_ACTIVITIES_PORT: '1', OTEL_EXPORTER_OTLP_ENDPOINT: '' }
    const other = await runScript('telemetry', ['doctor', 'home-activities'], stopped).ended
    expect(other.output).toContain('home-activities does not run at http://localhost:1.')
    expect(other.code).not.toBe(0)
  })

  it('responds with 200 to the requests of the docs', async () => {
    const id = traceIdOf(await fetch(`${stack.home}/api/activities/home`))
    await expect.poll(async () => (await trace(id))?.spans.length ?? 0).toBeGreaterThan(4)
    const bases = new Map([
      ['4000', stack.console],
      ['4001', stack.home],
      ['4002', stack.user],
    ])
    const urls = documentedRequests().flatMap(({ port, path }) => {
      const base = bases.get(port)
      return base === undefined ? [] : [base + path.replace('<trace ID>', id)]
    })
    expect(urls.length).toBeGreaterThan(6)
    // The first metrics arrive after an export interval.
    for (const url of new Set(urls))
      await expect.poll(async () => (await fetch(url)).status, { message: url }).toBe(200)
  })

  it('runs the commands of the docs', async () => {
    const id = traceIdOf(await fetch(`${stack.home}/api/activities/home`))
    await expect.poll(async () => (await trace(id))?.spans.length ?? 0).toBeGreaterThan(4)
    const shown = documentedCommands()
      .filter(({ command, args }) => stackCommands.includes(command) && args[0] !== 'clear')
      .map(({ command, args }) => [
        command,
        ...args.map((word) => (/^(<trace ID>|[0-9a-f]{8})$/.test(word) ? id : word)),
      ])
      .filter((words) => !words.some((word) => /^<|\.example\b/.test(word)))
      .map((words) => words.map((word, index) => (words[index - 1] === '--duration' ? '1s' : word)))
      // Without a duration it takes a minute.
      .map((words) =>
        words[0] === 'traffic' && !words.includes('--duration')
          ? [...words, '--duration', '1s']
          : words,
      )
      // Without --print it writes files into this repository.
      .map((words) => (words[1] === 'agent' ? [...words, '--print'] : words))
    const distinct = [...new Map(shown.map((words) => [words.join(' '), words])).values()]
    expect(distinct.length).toBeGreaterThan(8)
    const waiting = distinct.values()
    const runWaiting = async () => {
      for (const [command = '', ...args] of waiting) {
        const { code, output } = await runScript(command, args, stack.env).ended
        // 1: the traffic of the other tests has findings.
        const expected = args[0] === 'check' ? expect.toBeOneOf([0, 1]) : 0
        expect(code, `${command} ${args.join(' ')}\n${output}`).toEqual(expected)
      }
    }
    await Promise.all(Array.from({ length: 4 }, runWaiting))
  })

  it('fails a second start on the same ports, names each and does not report that it is ready', async () => {
    const { code, output } = await stack.start().ended
    expect(code).not.toBe(0)
    expect(output).toMatch(/-activities: port \d+ is in use: stop the process that listens there/)
    expect(output).not.toContain('Everything is ready')
    expect((await fetch(`${stack.home}/health/ready`)).status).toBe(200)
  })

  it('stops on Ctrl-C without leaving a port, and a second start finds the data of the first', async () => {
    const response = await fetch(`${stack.user}/api/activities`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ handle: 'worf', message: 'Today is a good day', ttl: '1-day' }),
    })
    expect(response.status).toBe(201)
    const location = response.headers.get('location')
    const id = traceIdOf(response)
    await expect.poll(async () => (await trace(id))?.spans.length ?? 0).toBeGreaterThan(0)
    dev.interrupt()
    const { output } = await dev.ended
    expect(output.match(/"msg":"telemetry shut down"/g)).toHaveLength(2)
    for (const url of [stack.console, stack.home, stack.user])
      await expect(fetch(url), url).rejects.toThrow()

    dev = stack.start()
    await ready(dev)
    const again = await fetch(new URL(location ?? '', stack.user))
    expect(await again.json()).toMatchObject({ handle: 'Worf', message: 'Today is a good day' })
    expect((await trace(id))?.spans.length).toBeGreaterThan(0)
  })
})

describe.concurrent('pnpm dev with a conflict', { timeout: 120_000 }, () => {
  it('names the port that is taken and ends', async () => {
    const own = await devStack()
    const squatter = createServer().listen(Number(own.env.HOME_ACTIVITIES_PORT), '127.0.0.1')
    const { code, output } = await own.start().ended
    squatter.close()
    await own.remove()
    expect(code).not.toBe(0)
    expect(output).toMatch(new RegExp(`home-activities.*${own.env.HOME_ACTIVITIES_PORT}`))
  })

  it('names the invalid variable and ends', async () => {
    const own = await devStack()
    own.env.LOG_LEVEL = 'loud'
    const { code, output } = await own.start().ended
    await own.remove()
    expect(code).not.toBe(0)
    expect(output).toMatch(/LOG_LEVEL must be one of .*\(got "loud"\)/)
  })
})
