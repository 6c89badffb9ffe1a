import type { FastifyInstance } from 'fastify'
import { OneOf, Type } from '../../contract/schema.ts'
import type { Groups } from '../../query/xray/groups.ts'
import { groupResult, readGroupName, readSettings, requireSelector } from './group-request.ts'
import { translateErrors } from './translate-errors.ts'
import { asBody, optional, readText, readTimes, XrayQueryError } from './xray-request.ts'

const maxTokenLength = 512
const maxInsights = 100
const States = Type.Array(OneOf('ACTIVE', 'CLOSED'), { description: 'must be ACTIVE or CLOSED' })
const MaxResults = Type.Integer({
  ...{ minimum: 1, maximum: maxInsights },
  description: `must be an integer from 1 to ${maxInsights}`,
})

/**
 * CreateGroup, GetGroup, GetGroups, UpdateGroup, DeleteGroup. The console creates no insights: calls
 * for insights return empty lists or "Insight not found".
 */
export async function registerXrayGroups(app: FastifyInstance, groups: Groups): Promise<void> {
  app.post('/CreateGroup', async ({ body }) => {
    const request = asBody(body)
    const name = readGroupName(request)
    const group = await translateErrors(() => groups.create(name, readSettings(request)))
    return { Group: groupResult(group) }
  })
  app.post('/GetGroup', async ({ body }) => {
    const selector = requireSelector(asBody(body))
    return { Group: groupResult(await translateErrors(() => groups.get(selector))) }
  })
  app.post('/Groups', async ({ body }) => {
    // All groups fit on one page.
    if (readText(asBody(body), 'NextToken', maxTokenLength) !== '')
      throw new XrayQueryError('Invalid NextToken')
    return { Groups: (await groups.list()).map(groupResult) }
  })
  app.post('/UpdateGroup', async ({ body }) => {
    const request = asBody(body)
    const selector = requireSelector(request)
    const group = await translateErrors(() => groups.update(selector, readSettings(request)))
    return { Group: groupResult(group) }
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
  const request = asBody(body)
  readTimes(request)
  optional(request, 'States', States)
  optional(request, 'MaxResults', MaxResults)
  if (readText(request, 'NextToken', maxTokenLength) !== '')
    throw new XrayQueryError('Invalid NextToken')
  const selector = requireSelector(request)
  await translateErrors(() => groups.get(selector))
  return { InsightSummaries: [] }
}
