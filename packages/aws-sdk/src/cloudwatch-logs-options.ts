import type { InputEvent } from './log-events.ts'

/** How many events of a batch CloudWatch Logs took and threw away, and why. */
export interface RejectedEvents {
  /** More than 2 hours ahead of its clock. */
  readonly tooNew: number
  /** Older than 14 days. */
  readonly tooOld: number
  /** Older than the retention of the group. */
  readonly expired: number
}

export interface CloudWatchLogsOptions {
  readonly region?: string | undefined
  /** With both keys these are the credentials; else the SDK's default chain finds them. */
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: string | undefined
  /** Instead of the region's own. A plain http one is an emulator, which needs no credentials. */
  readonly endpoint?: string | undefined
  /** Set on a group when it is created; without it events are kept for ever. */
  readonly retentionDays?: number | undefined
  /** Asked before each call; ends it when it aborts. Without it a call has 30 s. */
  readonly signal?: (() => AbortSignal) | undefined
  readonly onRejectedEvents?: ((rejected: RejectedEvents) => void) | undefined
}

/** `this` inside a callback, as far as pino-cloudwatch looks at it. */
export interface ResponseOfVersion2 {
  readonly httpResponse: { readonly body: string }
}

/** On failure the error has version 2's `code`: the service's name of the error, or the system's. */
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

/** The calls that pino-cloudwatch 0.7.0 makes, in version 2's callback style. One attempt each. */
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
