import type { AddressInfo } from 'node:net'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import fastify from 'fastify'
import type { LogGroupStore } from '../../../src/model/log-group-store.ts'
import { registerCloudWatchLogs } from '../../../src/receivers/cloudwatch-logs/register-cloudwatch-logs.ts'
import { createMemoryLogEvents, createMemoryLogGroups } from '../../support/memory-logs.ts'
import { createMemorySink } from '../../support/memory-sink.ts'

/** The receiver on a port of its own, with the AWS SDK as its client. */
export async function startLogsConsole(groups: LogGroupStore = createMemoryLogGroups()) {
  const sink = createMemorySink()
  const errors: unknown[] = []
  const app = fastify()
  const receiver = await registerCloudWatchLogs(app, {
    sink,
    groups,
    events: createMemoryLogEvents(sink.rows.logs),
    insights: { runInsights: () => Promise.reject(new Error('There is no store')) },
    onError: (error) => errors.push(error),
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const connect = (maxAttempts: number) =>
    new CloudWatchLogsClient({
      region: 'eu-central-1',
      endpoint: url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts,
    })
  const client = connect(1)
  return {
    sink,
    receiver,
    client,
    connect,
    url,
    errors,
    async close() {
      client.destroy()
      await app.close()
    },
  }
}

export type LogsConsole = Awaited<ReturnType<typeof startLogsConsole>>
