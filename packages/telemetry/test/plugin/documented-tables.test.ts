import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { endings } from './endings.ts'
import { incomingHeaders, w3cId } from './incoming-headers.ts'

const documented = readFileSync(
  new URL('../../../../docs/telemetry.md', import.meta.url),
  'utf8',
).replace(/ {2,}| -+ /g, (run) => (run.includes('-') ? ' --- ' : ' '))

/** A Markdown table, with one space where the formatter aligns. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

it('docs/telemetry.md has the table of incoming headers as it is tested', () => {
  const rows = incomingHeaders.map(({ title, traceId, parentId, sampled, handedOn = {} }) => {
    const source = traceId === w3cId ? '`traceparent`' : '`X-Amzn-Trace-Id`'
    return [
      title,
      traceId === undefined ? 'new' : source,
      parentId === undefined ? 'none' : source,
      sampled === undefined ? 'by the rules' : `Sampled=${sampled ? 1 : 0}`,
      Object.keys(handedOn).join(', ') || 'no more',
    ]
  })
  expect(documented).toContain(
    table(['incoming', 'trace id of', 'parent of', 'segment sent', 'handed on as well'], rows),
  )
})

it('docs/telemetry.md has the table of terminal states as it is tested', () => {
  const rows = Object.entries(endings).map(
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
    table(['the request ends in', 'outcome', 'span', 'segment', 'line', 'item'], rows),
  )
})
