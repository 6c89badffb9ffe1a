import { stripVTControlCharacters, styleText } from 'node:util'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { wrapAfter, wrapWords } from '../../src/cli/render/cell.ts'
import { treeGuides } from '../../src/cli/render/tree-guides.ts'
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

    ✗ failed   ? parent not received"
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
    'Without a span:',
    'Rollbar error: UpstreamError: no response',
    'WARN: attempt 0  http.route=/api/activities/home',
  ])
  expect(lines.at(-1)).toBe('no spans of this trace were received')
})

test('links are listed below their span in both directions, unplaced ones at the end', () => {
  const [, , , ...rows] = renderWaterfall(linkedTrace, terminal(80))
  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "home-activities  GET /api/activities/home   █████████████████████████    42.1 ms
                     │  ← linked from 33333333333333333333333333333333  worker batch
                     │  0
    home-activities  └ Show home activities     ████████████████████████▌    40.1 ms
    home-activities    ├ GET                    ▐█████████████████████▌      36.4 ms
                       │ │  → links to 22222222222222222222222222222222
    user-activities    │ └ GET /api/activities    ███████████████████          31 ms
    user-activities    │   └ pg.query:SELECT       ▐█████████████            22.5 ms
    home-activities    └ serialize                                    ▐       850 ns

    Without a span:
    ← linked from 44444444444444444444444444444444  worker batch 1"
  `)
})

/** A chain of spans, and further spans below each of its levels. */
function deepTrace(levels: number, spans: number) {
  return buildTrace(
    'ef'.repeat(16),
    Array.from({ length: spans }, (_none, index) => ({
      ...{ id: String(index + 1), name: `GET /level/${index}`, service: 'deep', start: index },
      ...{ depth: Math.min(index, levels), duration: 10 },
      ...(index > 0 && { parent: String(Math.min(index, levels)) }),
    })),
  )
}

test.each([60, 80, 120])('at %d columns the name of a deep span stays visible', (columns) => {
  const lines = renderWaterfall(deepTrace(500, 600), terminal(columns))
  const line = lines.find((one) => one.includes('/level/450'))
  expect(line).toMatch(/⋯ .*└ GET \/level\/450/)
  for (const one of lines) expect(stringWidth(one)).toBeLessThanOrEqual(columns)
})

test('the guides of 20,000 spans with 5,000 levels grow with the spans, not with the levels', () => {
  const depths = Array.from({ length: 20_000 }, (_none, index) => Math.min(index, 5_000))
  const characters = treeGuides(depths, 12).reduce((sum, { own }) => sum + own.length, 0)
  expect(characters).toBeLessThanOrEqual(20_000 * 2 * 13)
})

test('messages wrap between words', () => {
  const message = 'connect ECONNREFUSED: the database does not accept connections '.repeat(4).trim()
  const trace = buildTrace('ab'.repeat(16), [
    { id: '1', name: 'GET /', service: 'home', depth: 0, start: 0, duration: 5, error: message },
  ])
  const lines = renderWaterfall(trace, terminal(80))
  const notes = lines.slice(4, -2).map((line) => line.trim())
  expect(notes.length).toBeGreaterThan(3)
  expect(notes.join(' ')).toBe(message)
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(80)
})

test.each([
  ['a few words', 20, ['a few words']],
  ['some words that need lines', 16, ['some words that', 'need lines']],
  ['a-word-that-is-longer-than-a-line', 16, ['a-word-that-is-l', 'onger-than-a-lin', 'e']],
  ['日本語 日本語 日本語', 16, ['日本語 日本語', '日本語']],
  ['', 16, ['']],
])('%j is wrapped at %d columns', (text, columns, lines) => {
  expect(wrapWords(text, columns)).toEqual(lines)
})

test('a text after a head continues on indented lines', () => {
  expect(wrapAfter(30, 'the database is not available right now', 50)).toEqual([
    'the database is not',
    '    available right now',
  ])
  expect(wrapAfter(30, 'unbounded text', Number.POSITIVE_INFINITY)).toEqual(['unbounded text'])
})
