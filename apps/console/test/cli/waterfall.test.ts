import { stripVTControlCharacters, styleText } from 'node:util'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { renderWaterfall } from '../../src/cli/render/waterfall.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import {
  buildTrace,
  correlatedTrace,
  failedTrace,
  linkedTrace,
  timelineTrace,
  traceWithoutSpans,
} from '../pages/sample-traces.ts'

const terminal = (
  columns: number,
  paint: Terminal['paint'] = (_format, text) => text,
): Terminal => ({
  columns,
  paint,
  print: () => {},
  note: () => {},
})

test('a trace at 80 columns is a tree with bars and durations', () => {
  const lines = renderWaterfall(timelineTrace, terminal(80)).slice(3)
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "home-activities  GET /api/activities/home   █████████████████████████    42.1 ms
    home-activities  └ Show home activities     ████████████████████████▌    40.1 ms
    home-activities    ├ GET                    ▐█████████████████████▌      36.4 ms
    user-activities    │ └ GET /api/activities    ███████████████████          31 ms
    user-activities    │   └ pg.query:SELECT       ▐█████████████            22.5 ms
    home-activities    └ serialize                                    ▐       850 ns"
  `)
})

test.each([60, 80, 133, 200])('no line is wider than a terminal of %d columns', (columns) => {
  for (const trace of [timelineTrace, failedTrace, correlatedTrace, linkedTrace])
    for (const line of renderWaterfall(trace, terminal(columns)))
      expect(stringWidth(line)).toBeLessThanOrEqual(columns)
})

test('failed spans and orphans have signs, also without color', () => {
  const [id, facts, , ...rows] = renderWaterfall(failedTrace, terminal(100))
  expect(id).toBe(`Trace ${failedTrace.traceId}`)
  expect(facts).toMatch(/ · 3 s · 3 spans · 2 services · 2 errors$/)
  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "home-activities  ✗ GET /api/activities/home  ████████████████████████████████████████████        3 s
                     │  user-activities does not respond
    home-activities  └ ✗ GET                     ████████████████████████████████████████████        3 s
                          connect ECONNREFUSED 127.0.0.1:4002
    user-activities  ? lost child                ▌                                                  1 ms

    ✗ failed   ? its parent has not arrived"
  `)
})

test('Rollbar items and log lines are listed below their span', () => {
  const [, , , ...rows] = renderWaterfall(correlatedTrace, terminal(80))
  expect(rows.slice(0, 10).join('\n')).toMatchInlineSnapshot(`
    "home-activities  ✗ GET /api/activities/home  ████████████████████████        3 s
                     │  user-activities does not respond
                     │  Rollbar error: UpstreamError: no response
    home-activities  └ ✗ GET                     ████████████████████████        3 s
                          connect ECONNREFUSED 127.0.0.1:4002
                          WARN: attempt 0  http.route=/api/activities/home
                          INFO: attempt 1  http.route=/api/activities/home
                          INFO: attempt 2  http.route=/api/activities/home
                          INFO: attempt 3  http.route=/api/activities/home
                          INFO: attempt 4  http.route=/api/activities/home"
  `)
})

test('a truncated trace has a note', () => {
  const lines = renderWaterfall({ ...timelineTrace, truncated: true }, terminal(80))
  expect(lines.at(-1)).toBe('only the first 6 spans are shown')
})

test('color adds nothing to the text', () => {
  const colorful = terminal(90, (format, text) =>
    styleText(format, text, { validateStream: false }),
  )
  const text = renderWaterfall(failedTrace, colorful).join('\n')
  expect(text).not.toBe(stripVTControlCharacters(text))
  expect(stripVTControlCharacters(text)).toBe(renderWaterfall(failedTrace, terminal(90)).join('\n'))
})

test('names cannot steer the terminal', () => {
  const hostile = buildTrace('ab'.repeat(16), [
    {
      id: '1',
      name: '\u001b[2Jcleared\u009b31m\r\n\u202egnp.exe',
      service: 'a\u0007b',
      depth: 0,
      start: 0,
      duration: 5,
      error: '\u001b]0;title\u0007gone',
    },
  ])
  const text = renderWaterfall(hostile, terminal(100)).join('\n')
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u)
  expect(text).toContain('cleared')
})

test('wide characters keep the columns aligned', () => {
  const wide = buildTrace('cd'.repeat(16), [
    {
      id: '1',
      name: '日本語のとても長い操作の名前'.repeat(4),
      service: '家',
      depth: 0,
      start: 0,
      duration: 9,
    },
    { id: '2', parent: '1', name: 'short', service: '家', depth: 1, start: 0, duration: 9 },
  ])
  const [first, second] = renderWaterfall(wide, terminal(80)).slice(3)
  expect(stringWidth(first ?? '')).toBe(stringWidth(second ?? ''))
})

test('a trace without any duration is drawn', () => {
  const instant = buildTrace('ef'.repeat(16), [
    { id: '1', name: 'instant', service: 'a', depth: 0, start: 0, duration: 0 },
  ])
  expect(renderWaterfall(instant, terminal(80)).at(-1)).toMatch(/instant .*▌.* 0 ns$/)
})

test('a segment without a span is placed among the spans, with a sign', () => {
  const lines = renderWaterfall(correlatedTrace, terminal(80))
  const rows = lines.slice(0, -1).filter((line) => /⊘|lost child/.test(line))
  expect(rows.map((line) => line.slice(0, 40).trimEnd())).toEqual([
    'lambda           ⊘ ✗ lambda',
    'lambda           └ ⊘ ✗ DynamoDB',
    'user-activities    └ lost child',
  ])
  expect(lines.at(-1)).toContain('⊘ X-Ray only')
})

test('a trace without spans is its items and lines', () => {
  const lines = renderWaterfall(traceWithoutSpans, terminal(80))
  expect(lines[1]).toMatch(/ · 0 spans · 1 service · 1 error$/)
  expect(lines.slice(3, 6)).toEqual([
    'Of no span:',
    'Rollbar error: UpstreamError: no response',
    'WARN: attempt 0  http.route=/api/activities/home',
  ])
  expect(lines.at(-1)).toBe('no span of this trace has arrived')
})

test('links are listed below their span in both directions, unplaced ones at the end', () => {
  const [, , , ...rows] = renderWaterfall(linkedTrace, terminal(80))
  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "home-activities  GET /api/activities/home   █████████████████████████    42.1 ms
                     │  ← linked from 33333333333333333333333333333333  worker batc…
    home-activities  └ Show home activities     ████████████████████████▌    40.1 ms
    home-activities    ├ GET                    ▐█████████████████████▌      36.4 ms
                       │ │  → links to 22222222222222222222222222222222
    user-activities    │ └ GET /api/activities    ███████████████████          31 ms
    user-activities    │   └ pg.query:SELECT       ▐█████████████            22.5 ms
    home-activities    └ serialize                                    ▐       850 ns

    Of no span:
    ← linked from 44444444444444444444444444444444  worker batch 1"
  `)
})
