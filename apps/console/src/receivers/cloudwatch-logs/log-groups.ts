import type { LogGroupRecord, LogGroupStore } from '../../model/log-group-store.ts'
import { AwsError } from './aws-error.ts'

interface LogStream {
  readonly name: string
  readonly createdAtMillis: number
}

export interface LogGroup {
  readonly name: string
  readonly createdAtMillis: number
  readonly retentionDays: number
  readonly streams: ReadonlyMap<string, LogStream>
}

/** The existing log groups. Changes resolve once they are stored. */
export interface LogGroups {
  all(): readonly LogGroup[]
  /** @throws AwsError ResourceNotFoundException */
  group(name: string): LogGroup
  /** @throws AwsError ResourceNotFoundException, for the group or for the stream */
  stream(group: string, name: string): LogStream
  createGroup(name: string): Promise<void>
  createStream(group: string, name: string): Promise<void>
  setRetention(group: string, retentionDays: number): Promise<void>
  deleteGroup(name: string): Promise<void>
  deleteStream(group: string, name: string): Promise<void>
}

interface MutableGroup extends LogGroup {
  retentionDays: number
  readonly streams: Map<string, LogStream>
}

const maxStreams = 100_000

export async function openLogGroups(
  store: LogGroupStore,
  nowMillis: () => number = Date.now,
): Promise<LogGroups> {
  const groups = new Map<string, MutableGroup>()
  let count = 0

  const records = await store.loadLogGroups()
  for (const { LogGroupName: name, LogStreamName, CreatedAtMillis, RetentionDays } of records) {
    if (LogStreamName === '') add(name, CreatedAtMillis, RetentionDays)
  }
  for (const { LogGroupName, LogStreamName: name, CreatedAtMillis } of records) {
    if (name === '') continue
    groups.get(LogGroupName)?.streams.set(name, { name, createdAtMillis: CreatedAtMillis })
    count += 1
  }

  function add(name: string, createdAtMillis: number, retentionDays: number): void {
    groups.set(name, { name, createdAtMillis, retentionDays, streams: new Map() })
    count += 1
  }

  function group(name: string): MutableGroup {
    const found = groups.get(name)
    if (found) return found
    throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.')
  }

  function stream(groupName: string, name: string): LogStream {
    const found = group(groupName).streams.get(name)
    if (found) return found
    throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.')
  }

  function checkCapacity(): void {
    if (count >= maxStreams)
      throw new AwsError(
        'LimitExceededException',
        `The limit of ${maxStreams} log groups and streams is reached.`,
      )
  }

  async function save(record: Partial<LogGroupRecord> & { readonly LogGroupName: string }) {
    const rest = { LogStreamName: '', CreatedAtMillis: 0, RetentionDays: 0, Deleted: false }
    await store.saveLogGroups([{ ...rest, ...record }])
  }

  return {
    all: () => [...groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    group,
    stream,
    async createGroup(name) {
      if (groups.has(name))
        throw new AwsError(
          'ResourceAlreadyExistsException',
          'The specified log group already exists',
        )
      checkCapacity()
      const CreatedAtMillis = nowMillis()
      await save({ LogGroupName: name, CreatedAtMillis })
      if (!groups.has(name)) add(name, CreatedAtMillis, 0)
    },
    async createStream(groupName, name) {
      const { streams } = group(groupName)
      if (streams.has(name))
        throw new AwsError(
          'ResourceAlreadyExistsException',
          'The specified log stream already exists',
        )
      checkCapacity()
      const CreatedAtMillis = nowMillis()
      await save({ LogGroupName: groupName, LogStreamName: name, CreatedAtMillis })
      if (!streams.has(name)) count += 1
      streams.set(name, { name, createdAtMillis: CreatedAtMillis })
    },
    async setRetention(name, retentionDays) {
      const found = group(name)
      await save({
        LogGroupName: name,
        CreatedAtMillis: found.createdAtMillis,
        RetentionDays: retentionDays,
      })
      found.retentionDays = retentionDays
    },
    async deleteGroup(name) {
      const { streams } = group(name)
      await store.saveLogGroups(
        ['', ...streams.keys()].map((LogStreamName) => ({
          LogGroupName: name,
          LogStreamName,
          CreatedAtMillis: 0,
          RetentionDays: 0,
          Deleted: true,
        })),
      )
      if (groups.delete(name)) count -= 1 + streams.size
    },
    async deleteStream(groupName, name) {
      stream(groupName, name)
      await save({ LogGroupName: groupName, LogStreamName: name, Deleted: true })
      if (group(groupName).streams.delete(name)) count -= 1
    },
  }
}
