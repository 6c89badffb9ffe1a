import { randomBytes } from 'node:crypto'
import type { XrayGroupRecord, XrayGroupStore } from '../../model/xray-group-store.ts'
import { compileFilterExpression } from './filter-expression.ts'
import { GroupError } from './group-error.ts'

/** Traces that match a filter expression, under a name. */
export interface Group {
  readonly name: string
  readonly arn: string
  /** '' for every trace. */
  readonly filterExpression: string
  readonly insightsEnabled: boolean
  readonly notificationsEnabled: boolean
}

/** At least one of both. */
export interface GroupSelector {
  readonly name?: string
  readonly arn?: string
}

export type GroupSettings = Partial<Omit<Group, 'name' | 'arn'>>

export interface Groups {
  /** The default group first, the others by name. */
  list(): Promise<Group[]>
  /** @throws GroupError when the group does not exist */
  get(selector: GroupSelector): Promise<Group>
  /** @throws GroupError, or FilterExpressionError */
  create(name: string, settings: GroupSettings): Promise<Group>
  /** Keeps settings that are not given. @throws GroupError, or FilterExpressionError */
  update(selector: GroupSelector, settings: GroupSettings): Promise<Group>
  /** @throws GroupError */
  delete(selector: GroupSelector): Promise<void>
}

const arnPrefix = 'arn:aws:xray:local:000000000000:group/'
const defaultName = 'Default'
/** X-Ray's quota. */
const maxGroups = 25
const idBytes = 26

const defaultRecord: XrayGroupRecord = {
  ...{ GroupName: defaultName, Id: '', FilterExpression: '', Deleted: false },
  ...{ InsightsEnabled: false, NotificationsEnabled: false },
}

/** The groups of X-Ray's API. The default group always exists and contains every trace. */
export function createGroups(store: XrayGroupStore): Groups {
  let lastChange: Promise<unknown> = Promise.resolve()
  /** Changes run one after another, so that each is checked against the result of the previous one. */
  const changing = <Result>(change: () => Promise<Result>): Promise<Result> => {
    const changed = lastChange.then(change)
    lastChange = changed.catch(() => undefined)
    return changed
  }

  async function records(): Promise<readonly XrayGroupRecord[]> {
    const kept = await store.loadGroups()
    const first = kept.find(({ GroupName }) => GroupName === defaultName) ?? defaultRecord
    return [first, ...kept.filter(({ GroupName }) => GroupName !== defaultName)]
  }

  async function find({ name, arn }: GroupSelector): Promise<XrayGroupRecord> {
    const found = (await records()).find(
      (record) =>
        (name === undefined || record.GroupName === name) &&
        (arn === undefined || arnOf(record) === arn),
    )
    if (found === undefined) throw new GroupError('Group not found')
    return found
  }

  async function save(record: XrayGroupRecord): Promise<Group> {
    if (record.NotificationsEnabled && !record.InsightsEnabled)
      throw new GroupError('Notifications can only be enabled on a group with insights enabled')
    compileFilterExpression(record.FilterExpression)
    await store.saveGroup(record)
    return toGroup(record)
  }

  return {
    list: async () => (await records()).map(toGroup),
    get: async (selector) => toGroup(await find(selector)),
    create: (name, settings) =>
      changing(async () => {
        const all = await records()
        if (all.some(({ GroupName }) => GroupName === name))
          throw new GroupError(`A group with the name ${name} already exists`)
        if (all.length > maxGroups)
          throw new GroupError(`The limit of ${maxGroups} groups is reached`)
        const id = randomBytes(idBytes).toString('hex').toUpperCase()
        return save({ ...defaultRecord, GroupName: name, Id: id, ...changes(settings) })
      }),
    update: (selector, settings) =>
      changing(async () => {
        const record = await find(selector)
        if (record.GroupName === defaultName && settings.filterExpression)
          throw new GroupError('The default group has no filter expression')
        return save({ ...record, ...changes(settings) })
      }),
    delete: (selector) =>
      changing(async () => {
        const record = await find(selector)
        if (record.GroupName === defaultName)
          throw new GroupError('The default group cannot be deleted')
        await store.saveGroup({ ...record, Deleted: true })
      }),
  }
}

function changes(settings: GroupSettings): Partial<XrayGroupRecord> {
  const { filterExpression, insightsEnabled, notificationsEnabled } = settings
  return {
    ...(filterExpression !== undefined && { FilterExpression: filterExpression }),
    ...(insightsEnabled !== undefined && { InsightsEnabled: insightsEnabled }),
    ...(notificationsEnabled !== undefined && { NotificationsEnabled: notificationsEnabled }),
  }
}

function toGroup(record: XrayGroupRecord): Group {
  return {
    ...{ name: record.GroupName, arn: arnOf(record) },
    filterExpression: record.FilterExpression,
    ...{ insightsEnabled: record.InsightsEnabled },
    ...{ notificationsEnabled: record.NotificationsEnabled },
  }
}

function arnOf({ GroupName, Id }: XrayGroupRecord): string {
  return `${arnPrefix}${GroupName}${Id && `/${Id}`}`
}
