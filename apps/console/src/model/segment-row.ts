/** One X-Ray segment or subsegment as `xray_segments` keeps it; nested subsegments become rows of their own. */
export interface SegmentRow {
  /** Start; nanoseconds since the epoch as a decimal string. */
  readonly Timestamp: string
  /** Nanoseconds as a decimal string; `'0'` while in progress. */
  readonly Duration: string
  /** 32 lower-case hex digits: the X-Ray trace id without its version and dashes. */
  readonly TraceId: string
  readonly SegmentId: string
  readonly ParentId: string
  readonly Name: string
  /** The name of the segment that this row belongs to; equals `Name` for a segment; '' when not known. */
  readonly ServiceName: string
  /** The `service.instance.id` that its document names; '' where it names none. */
  readonly InstanceId: string
  readonly IsSubsegment: boolean
  /** A finished row of the same id replaces one in progress, whichever arrives first. */
  readonly InProgress: boolean
  /** `aws`, `remote` or ''. */
  readonly Namespace: string
  readonly Origin: string
  readonly Error: boolean
  readonly Fault: boolean
  readonly Throttle: boolean
  /** As text; `annotationValue` says what each was. */
  readonly Annotations: Readonly<Record<string, string>>
  /** JSON text of what is not indexed, each '' when absent. */
  readonly Metadata: string
  readonly Http: string
  readonly Sql: string
  readonly Aws: string
  readonly Cause: string
  readonly Service: string
  readonly User: string
  /**
   * JSON text of every further field of the document (`links`, `precursor_ids`, …), '' when there is
   * none; in `annotations` those that were sent as text although they read as a number or a truth.
   */
  readonly Other: string
}
