/** One CloudWatch log event; times are milliseconds since the epoch. */
export interface LogEvent {
  /** Unique in its group; ids sort as text in reading order. */
  readonly eventId: string
  readonly logStreamName: string
  readonly timestampMillis: number
  readonly message: string
}

export interface LogEventQuery {
  readonly logGroupName: string
  /** Any stream when left out. */
  readonly logStreamNames?: readonly string[]
  readonly logStreamNamePrefix?: string
  readonly startMillis: number
  /** Not included. */
  readonly endMillis: number
  /** Only events with a greater id, or a smaller one. */
  readonly afterEventId?: string
  readonly beforeEventId?: string
  readonly descending: boolean
  readonly limit: number
  /** Limit for all messages together; one event is returned even when it is longer. */
  readonly maxBytes: number
}

export interface LogStreamSummary {
  readonly logStreamName: string
  readonly firstEventMillis: number
  readonly lastEventMillis: number
  readonly lastIngestionMillis: number
  readonly storedBytes: number
}

/** Reads the events that PutLogEvents stored. */
export interface LogEventReader {
  /** Events in the order of their ids; fewer than `limit` does not mean that there are no more, none does. */
  readLogEvents(query: LogEventQuery): Promise<readonly LogEvent[]>
  /** Bytes of the messages of each of these groups that has events. */
  countStoredBytes(logGroupNames: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** The streams of a group that have events which arrived at `sinceMillis` or later. */
  summarizeLogStreams(
    logGroupName: string,
    sinceMillis: number,
  ): Promise<readonly LogStreamSummary[]>
}
