import type { FastifyInstance } from 'fastify'
import type { Groups } from '../../query/xray/groups.ts'
import { groupAnswer, readGroupName, readSettings, requireSelector } from './group-request.ts'
import { translateErrors } from './translate-errors.ts'
import { asBody, isTime, readText, XrayQueryError } from './xray-request.ts'

const maxTokenLength = 512
const states = new Set(['ACTIVE', 'CLOSED'])
const maxInsights = 100

/**
 * CreateGroup, GetGroup, GetGroups, UpdateGroup, DeleteGroup; and the calls of insights, of which
 * none are made here: lists are empty and no insight is found.
 */
export async function registerXrayGroups(app: FastifyInstance, groups: Groups): Promise<void> {
  app.post('/CreateGroup', async ({ body }) => {
    const asked = asBody(body)
    const name = readGroupName(asked)
    const group = await translateErrors(() => groups.create(name, readSettings(asked)))
    return { Group: groupAnswer(group) }
  })
  app.post('/GetGroup', async ({ body }) => {
    const selector = requireSelector(asBody(body))
    return { Group: groupAnswer(await translateErrors(() => groups.get(selector))) }
  })
  app.post('/Groups', async ({ body }) => {
    // There are never so many that one page would not hold them.
    if (readText(asBody(body), 'NextToken', maxTokenLength) !== '')
      throw new XrayQueryError('Invalid NextToken')
    return { Groups: (await groups.list()).map(groupAnswer) }
  })
  app.post('/UpdateGroup', async ({ body }) => {
    const asked = asBody(body)
    const selector = requireSelector(asked)
    const group = await translateErrors(() => groups.update(selector, readSettings(asked)))
    return { Group: groupAnswer(group) }
  })
  app.post('/DeleteGroup', async ({ body }) => {
    const selector = requireSelector(asBody(body))
    await translateErrors(() => groups.delete(selector))
    return {}
  })
  app.post('/InsightSummaries', ({ body }) => getInsightSummaries(groups, body))
  for (const path of ['/Insight', '/InsightEvents', '/InsightImpactGraph'])
    app.post(path, () => {
      throw new XrayQueryError('Insight not found')
    })
}

async function getInsightSummaries(groups: Groups, body: unknown) {
  const asked = asBody(body)
  const { StartTime, EndTime, States = [], MaxResults = maxInsights } = asked
  if (!isTime(StartTime) || !isTime(EndTime))
    throw new XrayQueryError('StartTime and EndTime are required, in seconds since the epoch')
  if (EndTime < StartTime) throw new XrayQueryError('EndTime cannot be before StartTime')
  if (!Array.isArray(States) || !States.every((state) => states.has(state)))
    throw new XrayQueryError('States are ACTIVE or CLOSED')
  if (!Number.isInteger(MaxResults) || Number(MaxResults) < 1 || Number(MaxResults) > maxInsights)
    throw new XrayQueryError(`MaxResults is a whole number from 1 to ${maxInsights}`)
  if (readText(asked, 'NextToken', maxTokenLength) !== '')
    throw new XrayQueryError('Invalid NextToken')
  const selector = requireSelector(asked)
  await translateErrors(() => groups.get(selector))
  return { InsightSummaries: [] }
}
