import {
  type Fault,
  type FaultResponse,
  faults as httpFaults,
  type ReceivedRequest,
  startFaultServer,
} from '../../support/fault-server.ts'

export interface LogEvent {
  readonly timestamp: number
  readonly message: string
}

interface Call {
  readonly action: string
  readonly body: {
    readonly logGroupName: string
    readonly logStreamName?: string
    readonly retentionInDays?: number
    readonly logEvents?: readonly LogEvent[]
  }
}

const failure = (type: string, message: string): FaultResponse => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify({ __type: type, message }),
})

/** Responses of the service or a proxy besides HTTP errors. */
const faultResponses = {
  throttles: failure('ThrottlingException', 'Rate exceeded'),
  'another page': { body: '<html>Log in to the hotel' },
  'calls the batch wrong': failure('InvalidParameterException', 'No.'),
} satisfies Record<string, FaultResponse>

type OwnFault = keyof typeof faultResponses
const ownFaults = Object.keys(faultResponses) as OwnFault[]
export type CloudWatchFault = Fault | OwnFault
/** Faults that end without intervention. */
export const passingFaults = [...httpFaults, 'throttles', 'another page'] as const

export interface CloudWatchService {
  readonly url: string
  readonly calls: readonly Call[]
  /** Accepted batches in order of arrival. */
  readonly batches: readonly (readonly LogEvent[])[]
  messages(): string[]
  actions(): string[]
  deleteAll(): void
  /** The response to each following batch. */
  reject(rejectedLogEventsInfo: object): void
  fail(fault: CloudWatchFault): Promise<void>
  heal(): Promise<void>
  close(): Promise<void>
}

/** A CloudWatch Logs server: JSON 1.1 over HTTP with log groups, log streams and the documented limits. */
export async function startCloudWatchService(): Promise<CloudWatchService> {
  const groups = new Map<string, Set<string>>()
  const calls: Call[] = []
  const batches: (readonly LogEvent[])[] = []
  let ownFault: OwnFault | undefined
  let batchResponse: object = {}

  function respond({ headers, body }: ReceivedRequest): FaultResponse {
    if (ownFault) return faultResponses[ownFault]
    const action = String(headers['x-amz-target']).replace('Logs_20140328.', '')
    const call: Call = { action, body: JSON.parse(body.toString()) }
    calls.push(call)
    return handle(call)
  }

  function handle({ action, body }: Call): FaultResponse {
    const { logGroupName, logStreamName = '', logEvents = [] } = body
    const streams = groups.get(logGroupName)
    if (action === 'CreateLogGroup') {
      if (streams) return failure('ResourceAlreadyExistsException', 'The group exists.')
      groups.set(logGroupName, new Set())
      return { body: '{}' }
    }
    if (!streams) return failure('ResourceNotFoundException', 'No such group.')
    if (action === 'PutRetentionPolicy') return { body: '{}' }
    if (action === 'CreateLogStream') {
      if (streams.has(logStreamName))
        return failure('ResourceAlreadyExistsException', 'The stream exists.')
      streams.add(logStreamName)
      return { body: '{}' }
    }
    if (action !== 'PutLogEvents') return failure('UnknownOperationException', action)
    if (!streams.has(logStreamName)) return failure('ResourceNotFoundException', 'No such stream.')
    const wrong = wrongBatch(logEvents)
    if (wrong) return failure('InvalidParameterException', wrong)
    batches.push(logEvents)
    return { body: JSON.stringify(batchResponse) }
  }

  const server = await startFaultServer(respond)
  return {
    url: server.url,
    calls,
    batches,
    messages: () => batches.flat().map(({ message }) => message),
    actions: () => calls.map(({ action }) => action),
    deleteAll: () => groups.clear(),
    reject: (rejectedLogEventsInfo) => {
      batchResponse = { rejectedLogEventsInfo }
    },
    fail: async (fault) => {
      ownFault = ownFaults.find((own) => own === fault)
      if (!ownFault) await server.fail(fault as Fault)
    },
    heal: async () => {
      ownFault = undefined
      await server.heal()
    },
    close: server.close,
  }
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
