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

/** Writes one log stream with the AWS client, over the wire. */
export interface LogSender extends Disposable {
  send(...lines: readonly SentLine[]): Promise<void>
}

/** Creates the group if missing, and a stream in it. */
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

/** A log line in the format of pino. */
export function pinoLine(
  level: number,
  msg: string,
  fields: Readonly<Record<string, unknown>> = {},
): string {
  return JSON.stringify({ level, msg, ...fields })
}
