/** A CloudWatch log group, or one of its streams, as `cloudwatch_log_groups` keeps it. */
export interface LogGroupRecord {
  readonly LogGroupName: string
  /** '' for the group itself. */
  readonly LogStreamName: string
  /** Milliseconds since the epoch. */
  readonly CreatedAtMillis: number
  /** `0` keeps events for ever; of no meaning for a stream. */
  readonly RetentionDays: number
  readonly Deleted: boolean
}

/** Where log groups and streams are kept. */
export interface LogGroupStore {
  /** The last record of each group and stream, without those deleted. */
  loadLogGroups(): Promise<readonly LogGroupRecord[]>
  /** Resolves once the records are kept; each replaces the earlier one of its group and stream. */
  saveLogGroups(records: readonly LogGroupRecord[]): Promise<void>
}
