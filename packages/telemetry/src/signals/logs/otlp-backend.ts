import { diag } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { OtlpDestination } from '../../config/destination.ts'
import { createOtlpClient } from '../../delivery/otlp-client.ts'
import { createLogEncoder } from './encode-log-records.ts'
import type { LineBackend } from './line-sender.ts'

/** Few enough to encode within some milliseconds. */
const maxBatchLines = 1000

/** Sends lines as log records to an OTLP endpoint. */
export function createOtlpBackend(destination: OtlpDestination, resource: Resource): LineBackend {
  const otlp = createOtlpClient({ ...destination, noun: 'log records', warn: diag.warn })
  const encode = createLogEncoder(resource)
  return {
    destination: destination.url,
    maxBatchLines,
    attemptTimeoutMillis: destination.timeoutMillis,
    send: (chunks, signal) => otlp.send(encode(chunks), signal),
    close: otlp.close,
  }
}
