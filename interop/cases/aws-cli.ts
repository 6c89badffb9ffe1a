import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { Case } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import { pythonVersions, venv } from '../support/toolchains.ts'
import { until } from '../support/until.ts'

export const awsCli: Case = {
  name: 'aws-cli',
  role: 'reader of the logs and segments of the services, at a terminal',
  needs: ['python3'],
  programs: pythonVersions('awscli'),
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl } = await startServices(context)
    for (let count = 0; count < 5; count += 1) await fetch(`${homeUrl}/api/activities/home`)
    await fetch(`${homeUrl}/nothing-here`)
    const env = {
      AWS_ENDPOINT_URL: console.url,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    }
    const aws = async (...args: readonly string[]) =>
      JSON.parse((await processes.run(join(venv, 'bin/aws'), args, { env })) || '{}')
    const refused = (name: string, ...args: readonly string[]) =>
      assert.rejects(aws(...args), (error: Error) => error.message.includes(`(${name})`))
    const seconds = Math.floor(Date.now() / 1_000)
    const range = ['--start-time', String(seconds - 600), '--end-time', String(seconds + 60)]
    const group = ['--log-group-name', 'cruddur']

    const query = async (text: string) => {
      const started = await aws('logs', 'start-query', ...group, ...range, '--query-string', text)
      return until('the query to end', async () => {
        const response = await aws('logs', 'get-query-results', '--query-id', started.queryId)
        return response.status === 'Complete' && response.results
      })
    }
    await until('six request lines', async () => {
      const [[{ value = '0' } = {}] = []] = await query(
        'filter service = "home-activities" and ispresent(duration_ms) | stats count(*)',
      )
      return Number(value) >= 6
    })
    const byRoute = await query(
      'filter service = "home-activities" and ispresent(duration_ms) | stats count(*), pct(duration_ms, 50), pct(duration_ms, 99) by route, status',
    )
    assert.ok(
      byRoute.some((row: { field: string; value: string }[]) =>
        row.some(({ value }) => value === '/api/activities/home'),
      ),
    )
    await refused(
      'MalformedQueryException',
      'logs',
      'start-query',
      ...group,
      ...range,
      '--query-string',
      'x',
    )
    passed('logs start-query and get-query-results with the query of the guide; a malformed query')

    const filtered = await aws(
      'logs',
      'filter-log-events',
      ...group,
      '--filter-pattern',
      '{ $.status = 404 }',
    )
    assert.equal(filtered.events.length, 1)
    const { logGroups } = await aws('logs', 'describe-log-groups')
    assert.ok(logGroups[0].storedBytes > 0)
    const streams = await aws('logs', 'describe-log-streams', ...group, '--max-items', '1')
    assert.equal(streams.logStreams.length, 1)
    await refused('UnknownOperationException', 'logs', 'describe-metric-filters')
    await refused(
      'ResourceNotFoundException',
      'logs',
      'filter-log-events',
      '--log-group-name',
      'none',
    )
    passed('logs filter-log-events, describe-log-groups, describe-log-streams and exceptions')

    const expression = ['--filter-expression', 'service("home-activities") { http.status = 404 }']
    const { TraceSummaries } = await until('the segment of the 404', async () => {
      const response = await aws('xray', 'get-trace-summaries', ...range, ...expression)
      return response.TraceSummaries.length === 1 && response
    })
    const { Traces } = await aws('xray', 'batch-get-traces', '--trace-ids', TraceSummaries[0].Id)
    assert.match(Traces[0].Segments[0].Document, /home-activities/)
    const { Services } = await aws('xray', 'get-service-graph', ...range)
    assert.ok(Services.some(({ Name }: { Name: string }) => Name === 'user-activities'))
    await aws(
      'xray',
      'create-group',
      '--group-name',
      'cruddur',
      '--filter-expression',
      'service("home-activities")',
    )
    const rule = { RuleName: 'Cruddur', ServiceName: 'backend-flask', Priority: 9_000 }
    const everything = { ServiceType: '*', Host: '*', HTTPMethod: '*', URLPath: '*' }
    const SamplingRule = {
      ...{ ...rule, ...everything, ResourceARN: '*' },
      ...{ FixedRate: 0.1, ReservoirSize: 5, Version: 1 },
    }
    const input = JSON.stringify({ SamplingRule })
    await aws('xray', 'create-sampling-rule', '--cli-input-json', input)
    const { SamplingRuleRecords } = await aws('xray', 'get-sampling-rules')
    assert.equal(SamplingRuleRecords[0].SamplingRule.RuleName, 'Cruddur')
    await refused(
      'InvalidRequestException',
      'xray',
      'get-trace-summaries',
      ...range,
      '--filter-expression',
      'service(',
    )
    passed(
      'xray get-trace-summaries, batch-get-traces, get-service-graph, create-group, create-sampling-rule',
    )
  },
}
