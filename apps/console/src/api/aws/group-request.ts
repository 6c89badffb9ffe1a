import type { Group, GroupSelector, GroupSettings } from '../../query/xray/groups.ts'
import { type Body, readText, XrayQueryError } from './xray-request.ts'

const maxNameLength = 32
const maxArnLength = 400
const maxExpressionLength = 2_000

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
  const { InsightsConfiguration: insights = {} } = body
  if (typeof insights !== 'object' || insights === null)
    throw new XrayQueryError('InsightsConfiguration is an object')
  const { InsightsEnabled: enabled, NotificationsEnabled: notifies } = insights as Body
  for (const flag of [enabled, notifies])
    if (flag !== undefined && flag !== null && typeof flag !== 'boolean')
      throw new XrayQueryError('InsightsEnabled and NotificationsEnabled are true or false')
  return {
    ...(typeof body.FilterExpression !== 'undefined' && {
      filterExpression: readText(body, 'FilterExpression', maxExpressionLength),
    }),
    ...(typeof enabled === 'boolean' && { insightsEnabled: enabled }),
    ...(typeof notifies === 'boolean' && { notificationsEnabled: notifies }),
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
