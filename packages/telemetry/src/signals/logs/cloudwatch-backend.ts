import type { ServiceIdentity } from '../../config/service-identity.ts'
import { type LineBackend, maxBatchBytes } from './line-sender.ts'
import type { CloudWatchDestination } from './variables.ts'
import { createWorkerClient } from './worker-client.ts'

/** Time a worker may need to start on a busy machine. */
const workerGraceMillis = 5000

/** Sends lines to CloudWatch Logs in a worker thread. */
export function createCloudWatchBackend(
  destination: CloudWatchDestination,
  service: ServiceIdentity,
  attemptTimeoutMillis: number,
): LineBackend {
  const { region, endpoint, group } = destination
  const stream = destination.stream ?? logStreamName(service)
  const { send, close } = createWorkerClient(
    { ...destination, stream, attemptTimeoutMillis },
    maxBatchBytes,
  )
  return {
    destination: `${endpoint ?? `logs.${region}.amazonaws.com`} ${group} ${stream}`,
    // The limit of PutLogEvents.
    maxBatchLines: 10_000,
    attemptTimeoutMillis: attemptTimeoutMillis + workerGraceMillis,
    send,
    close,
  }
}

/** `service/instance/2026-11-22`: unique to a process and sorted by service. */
function logStreamName({ name, instanceId }: ServiceIdentity, now = new Date()): string {
  const ends = `/${instanceId}/${now.toISOString().slice(0, 10)}`
  // A log stream name has at most 512 characters and neither a colon nor an asterisk.
  return `${name.slice(0, 512 - ends.length)}${ends}`.replaceAll(/[:*]/g, '-').slice(-512)
}
