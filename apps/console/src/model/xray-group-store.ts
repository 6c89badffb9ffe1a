/** A group of X-Ray's API as `xray_groups` keeps it. */
export interface XrayGroupRecord {
  readonly GroupName: string
  /** The last part of its ARN; '' for the default group. */
  readonly Id: string
  /** '' for every trace. */
  readonly FilterExpression: string
  readonly InsightsEnabled: boolean
  readonly NotificationsEnabled: boolean
  readonly Deleted: boolean
}

/** Where groups are kept. */
export interface XrayGroupStore {
  /** The last record of each group by name, without those deleted. */
  loadGroups(): Promise<readonly XrayGroupRecord[]>
  /** Resolves once the record is kept; it replaces the earlier one of its name. */
  saveGroup(record: XrayGroupRecord): Promise<void>
}
