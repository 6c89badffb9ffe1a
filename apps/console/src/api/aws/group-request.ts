import { Type } from '../../contract/schema.ts'
import type { Group, GroupSelector, GroupSettings } from '../../query/xray/groups.ts'
import { type Body, optional, readText, textUpTo, XrayQueryError } from './xray-request.ts'

const maxNameLength = 32
const maxArnLength = 400
const maxExpressionLength = 2_000
const InsightsConfiguration = Type.Record(Type.String(), Type.Unknown(), {
  description: 'must be an object',
})
const Flag = Type.Boolean({ description: 'must be true or false' })

/** `GroupName`, of 1 to 32 characters. */
export function readGroupName(body: Body): string {
  const name = readText(body, 'GroupName', maxNameLength)
  if (name === '') throw new XrayQueryError('GroupName is required')
  return name
}

/** `GroupName`, `GroupARN` or both; undefined without both. */
export function readSelector(body: Body): GroupSelector | undefined {
  const name = readText(body, 'GroupName', maxNameLength)
  const arn = readText(body, 'GroupARN', maxArnLength)
  if (name === '' && arn === '') return undefined
  return { ...(name && { name }), ...(arn && { arn }) }
}

export function requireSelector(body: Body): GroupSelector {
  const selector = readSelector(body)
  if (selector === undefined)
    throw new XrayQueryError('Either GroupName or GroupARN must be specified')
  return selector
}

/** `FilterExpression` and `InsightsConfiguration`; absent settings are unchanged. */
export function readSettings(body: Body): GroupSettings {
  const filterExpression = optional(body, 'FilterExpression', textUpTo(maxExpressionLength))
  const insights = optional(body, 'InsightsConfiguration', InsightsConfiguration) ?? {}
  const enabled = optional(insights, 'InsightsEnabled', Flag)
  const notifies = optional(insights, 'NotificationsEnabled', Flag)
  return {
    ...(filterExpression !== undefined && { filterExpression }),
    ...(enabled !== undefined && { insightsEnabled: enabled }),
    ...(notifies !== undefined && { notificationsEnabled: notifies }),
  }
}

/** The representation of a group in responses. */
export function groupResult(group: Group) {
  return {
    GroupName: group.name,
    GroupARN: group.arn,
    ...(group.filterExpression && { FilterExpression: group.filterExpression }),
    InsightsConfiguration: {
      InsightsEnabled: group.insightsEnabled,
      NotificationsEnabled: group.notificationsEnabled,
    },
  }
}
