/** One row of `xray_groups`: a group of the X-Ray API. */
export interface XrayGroupRecord {
  readonly GroupName: string
  /** The last part of its ARN; '' for the default group. */
  readonly Id: string
  /** '' matches every trace. */
  readonly FilterExpression: string
  readonly InsightsEnabled: boolean
  readonly NotificationsEnabled: boolean
  readonly Deleted: boolean
}

/** Stores groups. */
export interface XrayGroupStore {
  /** Returns the last record of each group that is not deleted. */
  loadGroups(): Promise<readonly XrayGroupRecord[]>
  /** Stores a record; it replaces the previous one of its name. */
  saveGroup(record: XrayGroupRecord): Promise<void>
}
