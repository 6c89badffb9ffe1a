import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface LogEvent {
  readonly timestamp: number
  readonly message: string
}

export type Fault =
  | 'hangs'
  | 'hangs mid-body'
  | 'answers 500'
  | 'throttles'
  | 'answers 429 with Retry-After'
  | 'answers garbage'
  | 'closes the connection'
  | 'is slow'
  | 'calls the batch wrong'

interface Call {
  readonly action: string
  readonly body: {
    readonly logGroupName: string
    readonly logStreamName?: string
    readonly retentionInDays?: number
    readonly logEvents?: readonly LogEvent[]
  }
}

export interface CloudWatchService {
  readonly url: string
  readonly calls: Call[]
  /** The batches that were taken, as they came. */
  readonly batches: (readonly LogEvent[])[]
  fault: Fault | undefined
  /** What the next batches are answered besides. */
  rejectedLogEventsInfo: object | undefined
  messages(): string[]
  actions(): string[]
  deleteAll(): void
  /** Refuses connections until `open` is called. */
  close(): Promise<void>
  open(): Promise<void>
}

const error = (type: string, message: string) => [400, { __type: type, message }] as const

/** CloudWatch Logs as documented: JSON 1.1 over HTTP, groups, streams and the limits of a batch. */
export async function startCloudWatchService(): Promise<CloudWatchService> {
  const groups = new Map<string, Set<string>>()
  const sockets = createServer((request, response) => void receive(request, response))
  let port = 0

  const service: CloudWatchService = {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    calls: [],
    batches: [],
    fault: undefined,
    rejectedLogEventsInfo: undefined,
    messages: () => service.batches.flat().map(({ message }) => message),
    actions: () => service.calls.map(({ action }) => action),
    deleteAll: () => groups.clear(),
    close: () =>
      new Promise((resolve) => {
        sockets.close(() => resolve())
        sockets.closeAllConnections()
      }),
    open: async () => {
      await new Promise<void>((resolve) => sockets.listen(port, '127.0.0.1', resolve))
      port = (sockets.address() as AddressInfo).port
    },
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    if (service.fault && service.fault !== 'is slow') return fail(service.fault, response)
    const action = String(request.headers['x-amz-target']).replace('Logs_20140328.', '')
    const call = { action, body: JSON.parse(Buffer.concat(chunks).toString()) }
    const [status, answer] = handle(call)
    const send = () =>
      response
        .writeHead(status, { 'content-type': 'application/x-amz-json-1.1' })
        .end(JSON.stringify(answer))
    if (service.fault === 'is slow') setTimeout(send, 200)
    else send()
  }

  function handle(call: Call): readonly [number, object] {
    service.calls.push(call)
    const { logGroupName, logStreamName = '', logEvents = [] } = call.body
    const streams = groups.get(logGroupName)
    switch (call.action) {
      case 'CreateLogGroup':
        if (streams) return error('ResourceAlreadyExistsException', 'The group exists.')
        groups.set(logGroupName, new Set())
        return [200, {}]
      case 'PutRetentionPolicy':
        return streams ? [200, {}] : error('ResourceNotFoundException', 'No such group.')
      case 'CreateLogStream':
        if (!streams) return error('ResourceNotFoundException', 'No such group.')
        if (streams.has(logStreamName))
          return error('ResourceAlreadyExistsException', 'The stream exists.')
        streams.add(logStreamName)
        return [200, {}]
      case 'PutLogEvents': {
        if (!streams?.has(logStreamName))
          return error('ResourceNotFoundException', 'No such stream.')
        const wrong = wrongBatch(logEvents)
        if (wrong) return error('InvalidParameterException', wrong)
        service.batches.push(logEvents)
        const { rejectedLogEventsInfo } = service
        return [200, rejectedLogEventsInfo ? { rejectedLogEventsInfo } : {}]
      }
      default:
        return error('UnknownOperationException', call.action)
    }
  }

  await service.open()
  return service
}

function wrongBatch(events: readonly LogEvent[]): string | undefined {
  const bytes = events.reduce((total, { message }) => total + Buffer.byteLength(message) + 26, 0)
  if (bytes > 1_048_576) return `Upload too large: ${bytes} bytes exceeds limit of 1048576`
  if (events.length < 1 || events.length > 10_000) return `${events.length} events`
  if (events.some(({ message }) => message === '')) return 'An empty message'
  const times = events.map(({ timestamp }) => timestamp)
  if (times.some((time, index) => time < (times[index - 1] ?? 0)))
    return 'Not in chronological order'
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) > 86_400_000)
    return 'The batch spans more than 24 hours'
  return undefined
}

function fail(fault: Exclude<Fault, 'is slow'>, response: ServerResponse): void {
  const faults = {
    hangs: () => undefined,
    'calls the batch wrong': () =>
      response
        .writeHead(400)
        .end(JSON.stringify({ __type: 'InvalidParameterException', message: 'No.' })),
    'hangs mid-body': () => response.writeHead(200, { 'content-length': 100 }).write('{'),
    'answers 500': () => response.writeHead(500).end('<h1>Oops</h1>'),
    throttles: () =>
      response
        .writeHead(400)
        .end(JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' })),
    'answers 429 with Retry-After': () => response.writeHead(429, { 'retry-after': '1' }).end(),
    'answers garbage': () => response.writeHead(200).end('<html>Log in to the hotel'),
    'closes the connection': () => response.destroy(),
  }
  faults[fault]()
}
