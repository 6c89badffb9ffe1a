import { setTimeout as delay } from 'node:timers/promises'
import {
  CloudWatchLogsClient,
  type CloudWatchLogsClientConfig,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  GetQueryResultsCommand,
  PutLogEventsCommand,
  StartQueryCommand,
  type StartQueryCommandInput,
} from '@aws-sdk/client-cloudwatch-logs'

export function connectLogs(
  endpoint: string,
  options: CloudWatchLogsClientConfig = {},
): CloudWatchLogsClient {
  return new CloudWatchLogsClient({
    ...options,
    region: 'eu-central-1',
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
}

/** Creates a group and a stream, and puts messages a millisecond apart. */
export async function putMessages(
  client: CloudWatchLogsClient,
  { logGroupName = 'cruddur', logStreamName = 'one', startMillis = Date.now() - 60_000 },
  messages: readonly (string | object)[],
): Promise<void> {
  await client.send(new CreateLogGroupCommand({ logGroupName })).catch(() => undefined)
  await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }))
  const logEvents = messages.map((message, index) => ({
    timestamp: startMillis + index,
    message: typeof message === 'string' ? message : JSON.stringify(message),
  }))
  await client.send(new PutLogEventsCommand({ logGroupName, logStreamName, logEvents }))
}

/** Runs a query to its end; a row is an object without `@ptr`. */
export async function runInsights(
  client: CloudWatchLogsClient,
  queryString: string,
  input: Partial<StartQueryCommandInput> = {},
) {
  const now = Math.ceil(Date.now() / 1_000)
  const { queryId } = await client.send(
    new StartQueryCommand({
      ...(input.logGroupNames === undefined && { logGroupName: 'cruddur' }),
      startTime: now - 3_600,
      endTime: now + 60,
      queryString,
      ...input,
    }),
  )
  for (;;) {
    const response = await client.send(new GetQueryResultsCommand({ queryId }))
    const { status = '', results = [], statistics } = response
    if (status !== 'Running' && status !== 'Scheduled') {
      const rows = results.map((row) =>
        Object.fromEntries(
          row.flatMap(({ field = '', value }) => (field === '@ptr' ? [] : [[field, value]])),
        ),
      )
      return { status, rows, results, statistics, queryId: queryId ?? '' }
    }
    await delay(5)
  }
}
