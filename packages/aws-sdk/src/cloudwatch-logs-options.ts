import type { InputEvent } from './log-events.ts'

/** Number of events of an accepted batch that CloudWatch Logs discarded, by reason. */
export interface RejectedEvents {
  /** More than 2 hours in the future. */
  readonly tooNew: number
  /** Older than 14 days. */
  readonly tooOld: number
  /** Older than the retention of the log group. */
  readonly expired: number
  /** Rejected as invalid, together with their batch at first. */
  readonly invalid: number
}

export interface CloudWatchLogsOptions {
  readonly region?: string | undefined
  /** Used when both keys are set; otherwise the SDK's default credential chain. */
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: string | undefined
  /** Overrides the endpoint of the region. An `http:` endpoint is an emulator, which needs no credentials. */
  readonly endpoint?: string | undefined
  /** Set on a log group when it is created; default: events never expire. */
  readonly retentionDays?: number | undefined
  /** Returns the abort signal of the next call; default: a timeout of 30 s. */
  readonly signal?: (() => AbortSignal) | undefined
  readonly onRejectedEvents?: ((rejected: RejectedEvents) => void) | undefined
}

/** The part of a callback's `this` that pino-cloudwatch reads. */
export interface ResponseOfVersion2 {
  readonly httpResponse: { readonly body: string }
}

/** On failure the error has the `code` of SDK v2: the service's error name or the system's error code. */
export type Callback<Data> = (
  this: ResponseOfVersion2,
  error: (Error & { code?: string }) | null,
  data?: Data,
) => void

export interface StreamAddress {
  readonly logGroupName: string
  readonly logStreamName: string
}

export interface PutLogEventsParams extends StreamAddress {
  readonly logEvents: readonly InputEvent[]
  readonly sequenceToken?: string | null | undefined
}

/** The calls of pino-cloudwatch 0.7.0, with SDK v2 callbacks. Each call is one attempt. */
export interface CloudWatchLogsCalls {
  createLogGroup(params: { readonly logGroupName: string }, callback: Callback<object>): void
  createLogStream(params: StreamAddress, callback: Callback<object>): void
  describeLogStreams(
    params: { readonly logGroupName: string; readonly logStreamNamePrefix: string },
    callback: Callback<{
      readonly logStreams: readonly { readonly uploadSequenceToken: string }[]
    }>,
  ): void
  putLogEvents(
    params: PutLogEventsParams,
    callback: Callback<{ readonly nextSequenceToken: string }>,
  ): void
}
