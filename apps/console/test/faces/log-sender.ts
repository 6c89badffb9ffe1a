import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs'

export interface SentLine {
  /** Milliseconds since the epoch. */
  readonly timeMillis: number
  readonly message: string
}

/** One log stream, as pino-cloudwatch fills one: AWS's own client, over the wire. */
export interface LogSender extends Disposable {
  send(...lines: readonly SentLine[]): Promise<void>
}

/** Makes the group, should there be none, and a stream of it. */
export async function createLogSender(
  consoleUrl: string,
  logGroupName: string,
  logStreamName: string,
): Promise<LogSender> {
  const client = new CloudWatchLogsClient({
    region: 'eu-central-1',
    endpoint: consoleUrl,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  })
  await client.send(new CreateLogGroupCommand({ logGroupName })).catch((error: Error) => {
    if (error.name !== 'ResourceAlreadyExistsException') throw error
  })
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
  return {
    async send(...lines) {
      const logEvents = lines.map(({ timeMillis, message }) => ({ timestamp: timeMillis, message }))
      await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }))
    },
    [Symbol.dispose]: () => client.destroy(),
  }
}

/** A line as pino writes it. */
export function pinoLine(
  level: number,
  msg: string,
  fields: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({ level, msg, ...fields })
}
