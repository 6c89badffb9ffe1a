import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { signals } from '../../src/signals/registry.ts'
import { incomingHeaders, w3cId } from './incoming-headers.ts'
import { terminalStates } from './terminal-states.ts'

const documented = readFileSync(
  new URL('../../../../docs/telemetry.md', import.meta.url),
  'utf8',
).replace(/ {2,}| -+ /g, (run) => (run.includes('-') ? ' --- ' : ' '))

/** A Markdown table with alignment spaces removed. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

it('docs/telemetry.md contains the tested table of incoming headers', () => {
  const rows = incomingHeaders.map(({ title, traceId, parentId, sampled, propagated = {} }) => {
    const source = traceId === w3cId ? '`traceparent`' : '`X-Amzn-Trace-Id`'
    return [
      title,
      traceId === undefined ? 'new' : source,
      parentId === undefined ? 'none' : source,
      sampled === undefined ? 'by the rules' : `Sampled=${sampled ? 1 : 0}`,
      Object.keys(propagated).join(', ') || 'nothing else',
    ]
  })
  expect(documented).toContain(
    table(
      ['incoming', 'trace ID from', 'parent from', 'segment sampling', 'also propagated'],
      rows,
    ),
  )
})

it('docs/telemetry.md contains the tested table of terminal states', () => {
  const rows = Object.entries(terminalStates).map(
    ([title, { span, line, segment, outcome, reported }]) => [
      title,
      outcome,
      `${span.status}${span.errorType === undefined ? '' : `, ${span.errorType}`}`,
      segment ?? 'no flag',
      `${line.level}${line.status === undefined ? '' : ` ${line.status}`}`,
      reported ? 'one' : 'none',
    ],
  )
  expect(documented).toContain(
    table(['request ends with', 'outcome', 'span', 'segment', 'log line', 'Rollbar item'], rows),
  )
})

it('docs/telemetry.md contains the queue limits', () => {
  const { spans } = signals
  const bound = (bytes: number) => `${bytes / 2 ** 20} MiB`
  const count = (items: number) => items.toLocaleString('en')
  const names = {
    segments: 'segments',
    logs: 'logs',
    errorReports: 'error reports',
    metrics: 'metrics',
  }
  const rows = Object.entries(names).map(([key, name]) => {
    const { items, bytes } = signals[key as keyof typeof names].queueLimits
    return [name, count(items), bound(bytes), 'the same']
  })
  expect(documented).toContain(
    table(
      ['signal', 'entries', 'bytes', 'when full'],
      [
        [
          'spans',
          `\`OTEL_BSP_MAX_QUEUE_SIZE\`, ${count(spans.queueLimits.items)}`,
          `\`TELEMETRY_SPANS_MAX_QUEUE_BYTES\`, ${bound(spans.queueLimits.bytes)}`,
          'the oldest are dropped as `queue_full`',
        ],
        ...rows,
      ],
    ),
  )
  const all = Object.values(signals).reduce(
    (total, { queueLimits }) => total + queueLimits.bytes,
    0,
  )
  expect(documented).toContain(`The queues hold at most ${bound(all)} together`)
})
