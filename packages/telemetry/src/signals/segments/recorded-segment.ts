/** A subsegment; fields as in X-Ray's segment documents. */
export interface RecordedSubsegment {
  /** The name of the segment or subsegment. */
  readonly name: string
  /** The ID of its span. */
  readonly id: string
  /** Seconds since the epoch. */
  readonly start_time: number
  /** Seconds since the epoch. */
  readonly end_time?: number
  /** In the order in which they began. */
  readonly subsegments?: readonly RecordedSubsegment[]
  readonly [field: string]: unknown
}

/** An X-Ray segment document. */
export interface RecordedSegment extends RecordedSubsegment {
  /** In X-Ray's form, `1-` and two parts. */
  readonly trace_id: string
  /** The ID of the segment or span of the caller. */
  readonly parent_id?: string
}
