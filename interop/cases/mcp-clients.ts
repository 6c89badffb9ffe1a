import assert from 'node:assert/strict'
import { join } from 'node:path'
import type { TraceList } from '../../apps/console/src/contract/traces.ts'
import type { Case, CaseContext } from '../support/case.ts'
import { startServices } from '../support/services.ts'
import {
  javascriptSdksFolder,
  npmVersions,
  pythonFolder,
  pythonVersions,
  venv,
} from '../support/toolchains.ts'
import { until } from '../support/until.ts'

type Call = readonly [name: string, input: Readonly<Record<string, unknown>>]

interface Results {
  readonly tools: readonly string[]
  readonly right: readonly Result[]
  readonly wrong: readonly Result[]
}

interface Result {
  readonly name: string
  readonly outcome: 'ok' | 'error' | 'raised'
  readonly text: string
  readonly isStructured: boolean
}

const metricName = 'http.server.request.duration'

export const mcpClients: Case = {
  name: 'mcp-clients',
  role: 'MCP clients of the console',
  needs: ['npm', 'python3'],
  programs: [
    ...npmVersions('@modelcontextprotocol/sdk', '@modelcontextprotocol/inspector'),
    ...pythonVersions('mcp'),
  ],
  async run(context) {
    const { console, processes, passed } = context
    const { homeUrl } = await startServices(context)
    await fetch(`${homeUrl}/api/activities/home`)
    const traceId = await until('a trace', async () => {
      const { traces } = await console.get<TraceList>('traces', { service: 'user-activities' })
      return traces[0]?.traceId
    })
    await until('a metric', async () => {
      const { metrics } = await console.get<{ metrics: { name: string }[] }>('metrics')
      return metrics.some(({ name }) => name === metricName)
    })
    const url = `${console.url}/mcp`
    const calls = JSON.stringify({ right: rightCalls(traceId), wrong: wrongCalls })

    const javascript = await processes.run(process.execPath, ['mcp.mjs', url, calls], {
      cwd: javascriptSdksFolder,
    })
    check(JSON.parse(javascript))
    passed('TypeScript SDK: every tool responds with structured content; every wrong call is named')
    const python = join(pythonFolder, 'mcp_client.py')
    check(JSON.parse(await processes.run(join(venv, 'bin/python'), [python, url, calls])))
    passed('Python SDK: every tool responds with structured content; every wrong call is named')
    await checkInspector(context, url, traceId)
  },
}

function rightCalls(traceId: string): readonly Call[] {
  const hour = { since: '1h' }
  const box = { boxStart: instant(-600_000), boxEnd: instant(60_000) }
  return [
    ['list_services', {}],
    ['list_ledgers', {}],
    ['list_runs', { service: null, since: '1h' }],
    ['list_operations', { service: 'home-activities' }],
    ['search_traces', { ...hour, where: 'duration > 1us', limit: 2 }],
    ['get_trace', { traceId }],
    ['search_logs', hour],
    ['list_errors', hour],
    ['list_occurrences', { ...hour, fingerprint: 'none' }],
    ['count_spans', { ...hour, by: 'http.route' }],
    ['compare_spans', { ...hour, ...box }],
    ['compare_periods', hour],
    [
      'verify_change',
      {
        operation: 'GET',
        before: `${instant(-3_600_000)}/${instant(0)}`,
        now: `${instant(-3_600_000)}/${instant(0)}`,
      },
    ],
    ['list_metrics', hour],
    ['read_metric', { ...hour, name: metricName }],
    ['list_attributes', hour],
    ['find_problems', hour],
    ['find_problems_in_trace', { traceId }],
  ]
}

/** Each with the text that its error must contain. */
const wrongCases: readonly (readonly [...Call, string])[] = [
  ['no_such_tool', {}, 'no_such_tool'],
  ['get_trace', {}, 'traceId'],
  ['get_trace', { traceId: 5 }, 'traceId'],
  ['get_trace', { traceId: 'zz' }, '32 hex digits'],
  ['get_trace', { traceId: 'f'.repeat(32) }, 'not found'],
  ['list_operations', { service: '' }, 'service'],
  ['list_operations', { service: null }, 'service'],
  ['search_traces', { since: 'yesterday' }, 'since must be a duration'],
  ['search_traces', { sinse: '1h' }, 'Unknown argument sinse'],
  ['search_traces', { limit: 1_000_000 }, 'limit'],
  ['search_traces', { where: 'a =' }, 'position 4'],
  ['compare_spans', { boxStart: 'x', boxEnd: 'y' }, 'boxStart'],
  ['list_services', { start: instant(0), end: instant(-60_000) }, 'start must be earlier than end'],
  ['verify_change', { operation: 'GET', before: 'a/b', now: 'c' }, 'before must be'],
  ['read_metric', { name: 'none' }, 'no data points'],
]
const wrongCalls: readonly Call[] = wrongCases.map(([name, input]) => [name, input])

function instant(offsetMillis: number): string {
  return new Date(Date.now() + offsetMillis).toISOString()
}

function check({ tools, right, wrong }: Results): void {
  assert.deepEqual(tools.toSorted(), right.map(({ name }) => name).sort())
  for (const { name, outcome, text, isStructured } of right) {
    assert.equal(outcome, 'ok', `${name}: ${text}`)
    assert.ok(isStructured, name)
  }
  for (const [index, { name, outcome, text }] of wrong.entries()) {
    assert.notEqual(outcome, 'ok', name)
    assert.ok(text.includes(wrongCases[index]?.[2] ?? ''), `${name}: ${text}`)
  }
}

async function checkInspector({ processes, passed }: CaseContext, url: string, traceId: string) {
  const inspect = async (...args: readonly string[]) => {
    const program = join(javascriptSdksFolder, 'node_modules/.bin/mcp-inspector')
    const options = ['--cli', url, '--transport', 'http', '--method', ...args]
    return JSON.parse(await processes.run(process.execPath, [program, ...options]))
  }
  const { tools } = await inspect('tools/list')
  assert.ok(tools.some(({ name }: { readonly name: string }) => name === 'get_trace'))
  const tool = (name: string, ...args: readonly string[]) =>
    inspect('tools/call', '--tool-name', name, ...args.flatMap((arg) => ['--tool-arg', arg]))
  const trace = await tool('get_trace', `traceId=${traceId}`)
  assert.equal(trace.structuredContent.traceId, traceId)
  const typed = await tool('search_traces', 'limit=1', 'since=1h')
  assert.equal(typed.structuredContent.traces.length, 1)
  assert.equal((await tool('get_trace', 'traceId=zz')).isError, true)
  passed('Inspector: lists the tools, calls them with typed arguments, shows a wrong call')
}
