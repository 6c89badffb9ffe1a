/** One row of `xray_segments`: a segment or a subsegment; nested subsegments have their own rows. */
export interface SegmentRow {
  /** Start; nanoseconds since the epoch as a decimal string. */
  readonly Timestamp: string
  /** Nanoseconds as a decimal string; `'0'` while in progress. */
  readonly Duration: string
  /** 32 lowercase hex digits: the X-Ray trace ID without version and dashes. */
  readonly TraceId: string
  readonly SegmentId: string
  readonly ParentId: string
  readonly Name: string
  /** Name of the segment that this row belongs to; '' when unknown. */
  readonly ServiceName: string
  /** The `service.instance.id` of the document; '' when it has none. */
  readonly InstanceId: string
  readonly IsSubsegment: boolean
  /** A finished row replaces one in progress with the same ID, regardless of arrival order. */
  readonly InProgress: boolean
  /** `aws`, `remote` or ''. */
  readonly Namespace: string
  readonly Origin: string
  readonly Error: boolean
  readonly Fault: boolean
  readonly Throttle: boolean
  /** As text; `annotationValue` restores the type. */
  readonly Annotations: Readonly<Record<string, string>>
  /** JSON text, '' when absent. */
  readonly Metadata: string
  readonly Http: string
  readonly Sql: string
  readonly Aws: string
  readonly Cause: string
  readonly Service: string
  readonly User: string
  /**
   * JSON text of the other fields of the document (`links`, `precursor_ids`, …), '' when there are
   * none; its `annotations` has the text values that would otherwise be read back as numbers or booleans.
   */
  readonly Other: string
  /** Days since 1970-01-01: retention keeps the row until then even if its time is older. Only written. */
  readonly RetainUntil?: number | undefined
}
