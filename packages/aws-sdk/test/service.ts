import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { CloudWatchLogs, type CloudWatchLogsOptions } from '../src/index.ts'

interface Request {
  readonly action: string
  readonly body: unknown
  readonly authorization: string | undefined
}

type StubResponse = readonly [status: number, body: object]

export const group = { logGroupName: 'cruddur' }
export const stream = { ...group, logStreamName: 'home' }
/** The requests of the current test. */
export const requests: Request[] = []
/** The next responses of each action, by default `{}`; status 0 never responds. */
export const responses: Record<string, StubResponse[]> = {}

/** Speaks JSON 1.1. */
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const action = String(request.headers['x-amz-target']).replace('Logs_20140328.', '')
  const body = JSON.parse(Buffer.concat(chunks).toString())
  requests.push({ action, body, authorization: request.headers.authorization })
  const [status, responseBody] = responses[action]?.shift() ?? [200, {}]
  if (status === 0) return
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
  response.end(JSON.stringify(responseBody))
})

export const failure = (type: string): StubResponse => [
  400,
  { __type: type, message: 'As configured' },
]
export const actions = () => requests.map(({ action }) => action)

/** For each test file that talks to the service. */
export function useService(): void {
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    requests.length = 0
    for (const action of Object.keys(responses)) delete responses[action]
  })
}

export const create = (options: CloudWatchLogsOptions = {}) =>
  new CloudWatchLogs({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...options,
  })

export type Logs = InstanceType<typeof CloudWatchLogs>

/** A call the way pino-cloudwatch makes it; `self` is `this` in its callback. */
export function call<Name extends keyof Logs>(
  logs: Logs,
  name: Name,
  params: Parameters<Logs[Name]>[0],
) {
  return new Promise<{ error: (Error & { code?: string }) | null; data: unknown; self: unknown }>(
    (resolve) => {
      const method = logs[name] as (params: unknown, callback: unknown) => void
      method(params, function (this: unknown, error: Error | null, data: unknown) {
        resolve({ error, data, self: this })
      })
    },
  )
}

export const put = (logs: Logs, messages: readonly string[]) =>
  call(logs, 'putLogEvents', {
    ...stream,
    logEvents: messages.map((message) => ({ timestamp: 5, message })),
  })
