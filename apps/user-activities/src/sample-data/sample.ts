/** A sample post or reply; ages are relative to the time of insertion. */
export interface SampleActivity {
  readonly uuid: string
  readonly handle: string
  readonly message: string
  readonly ageMinutes: number
  readonly lifetimeMinutes: number
  readonly likes: number
  readonly reposts: number
}

export interface SampleReply extends Omit<SampleActivity, 'lifetimeMinutes'> {
  readonly activityUuid: string
}

export interface SampleData {
  readonly people: readonly { readonly handle: string; readonly displayName: string }[]
  readonly activities: readonly SampleActivity[]
  readonly replies: readonly SampleReply[]
}

export const minutesPerHour = 60
export const minutesPerDay = 24 * minutesPerHour
