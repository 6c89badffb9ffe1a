/** One row of `cloudwatch_log_groups`: a log group or one of its streams. */
export interface LogGroupRecord {
  readonly LogGroupName: string
  /** '' for the group itself. */
  readonly LogStreamName: string
  /** Milliseconds since the epoch. */
  readonly CreatedAtMillis: number
  /** `0` means forever; unused for streams. */
  readonly RetentionDays: number
  readonly Deleted: boolean
}

/** Stores log groups and streams. */
export interface LogGroupStore {
  /** Returns the last record of each group and stream that is not deleted. */
  loadLogGroups(): Promise<readonly LogGroupRecord[]>
  /** Stores records; each replaces the previous one of its group and stream. */
  saveLogGroups(records: readonly LogGroupRecord[]): Promise<void>
}
