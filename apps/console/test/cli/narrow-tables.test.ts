import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { renderComparison } from '../../src/cli/render/comparison.ts'
import { renderCount } from '../../src/cli/render/count.ts'
import { renderErrorList } from '../../src/cli/render/error-list.ts'
import { renderRunList } from '../../src/cli/render/run-list.ts'
import { createTraceTable } from '../../src/cli/render/trace-list.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import type { CountSeries } from '../../src/contract/analysis.ts'
import type { ComparedOperation } from '../../src/contract/compare.ts'
import type { Run } from '../../src/contract/runs.ts'
import type { TraceSummary } from '../../src/contract/traces.ts'

const terminal: Terminal = {
  columns: 80,
  paint: (_format, text) => text,
  print: () => {},
  note: () => {},
}
const nano = `${BigInt(Date.UTC(2026, 0, 2, 3, 4, 5)) * 1_000_000n}`
const service = 'home-activities'
const operation = 'GET /api/activities/home'

function expectFits(lines: readonly string[]) {
  for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(80)
}

test('the list of traces shows most of an operation', () => {
  const trace: TraceSummary = {
    ...{ traceId: 'a'.repeat(32), rootService: service, rootOperation: operation },
    startUnixNano: `${BigInt(Date.now()) * 1_000_000n}`,
    ...{
      durationNano: '42123456',
      extentNano: '42123456',
      spanCount: 5,
      errorCount: 2,
      services: [],
    },
  }
  const table = createTraceTable([trace], terminal)
  expectFits([table.heading, table.row(trace)])
  expect(table.row(trace)).toMatch(
    /^a{12} {2}\d\d:\d\d:\d\d {2} *42.1 ms +2 {2}home-activities {2}GET \/api\/activi/,
  )
  const old = { ...trace, startUnixNano: nano }
  expectFits([createTraceTable([old], terminal).row(old)])
})

test('the list of items keeps its titles', () => {
  const lines = renderErrorList(
    [
      {
        ...{ fingerprint: 'a', counter: 12, title: 'DatabaseError: division by zero', counts: [1] },
        ...{ exceptionClass: 'DatabaseError', culprit: '', level: 'error', services: [service] },
        ...{ environments: [], codeVersions: [], occurrenceCount: 11, traceCount: 11 },
        ...{ firstSeenUnixNano: nano, lastSeenUnixNano: nano },
      },
    ],
    terminal,
  )
  expectFits(lines)
  expect(lines[1]).toContain('DatabaseError: divis')
})

test('the list of runs names each so that --run takes it', () => {
  const instanceId = '43ebb662-23b3-4534-a5a5-957e647ca3a2'
  const run: Run = {
    ...{ service, instanceId, version: '1.2.3', environment: 'test', host: 'vm', pid: '918' },
    ...{ firstSeenUnixNano: nano, lastSeenUnixNano: nano, spanCount: 20 },
    ...{ segmentCount: 0, logCount: 12, itemCount: 0 },
    ...{ requestCount: 12_345, errorCount: 11, estimated: false },
  }
  const lines = renderRunList([run], terminal)
  expectFits(lines)
  expect(lines[1]).toMatch(/43ebb662 .*12,345 +11 \(0\.1%\)$/)
  const [, withoutSpans] = renderRunList([{ ...run, spanCount: 0, requestCount: 0 }], terminal)
  expect(withoutSpans).toMatch(/43ebb662 .* no spans$/)
  const [, wide] = renderRunList([run], { ...terminal, columns: 110 })
  expect(wide).toMatch(/0\.1%\) {2}20 spans, 12 log lines$/)
})

const figures: ComparedOperation['now'] = {
  ...{
    count: 1_234,
    errorCount: 12,
    estimated: false,
    p50Nano: '15300000',
    p95Nano: '589000000',
    p99Nano: '1310000000',
  },
}

test('a narrow comparison shows P95 only', () => {
  const period = { startUnixNano: nano, endUnixNano: nano }
  const lines = renderComparison(
    {
      ...{ period, baseline: period, all: { now: figures, before: figures } },
      operations: [
        { service, operation, kind: 'server', change: 'both', now: figures, before: figures },
      ],
      newErrors: [],
    } as unknown as Parameters<typeof renderComparison>[0],
    terminal,
  )
  expectFits(lines.slice(1))
  expect(lines[1]).toMatch(/COUNT +ERRORS +P95$/)
  expect(lines[2]).toContain('589 ms → 589 ms')
})

test('a count shows the value of its group', () => {
  const total: CountSeries['total'] = figures
  const group = { value: '/api/activities/home', total, counts: [0, 3, 5], errorCounts: [0, 0, 0] }
  const lines = renderCount(
    { groups: [group], all: group } as unknown as Parameters<typeof renderCount>[0],
    'http.route',
    terminal,
  )
  expectFits(lines)
  expect(lines[1]).toMatch(/^\/api\/activities\/home +1,234 +1\.0% .*▅?█/)
})
