import { expect, test } from 'vitest'
import { defaultFindingSettings, findFindingsOfTraces } from '../../src/findings/find-findings.ts'
import { call, inputOf, laterMillis, request, type TestSpan } from './trace-of.ts'

const caller = [request(), call(2, 100, 'http://stock:4002/stock/7', { ms: 80 })]
const callee = (
  over: Partial<TestSpan> = {},
  attributes: Record<string, string> = {},
): TestSpan => ({
  ...{ id: 9, at: 103, ms: 70, kind: 'Server', service: 'stock', name: 'GET /stock/:id' },
  attributes: {
    ...{ 'http.request.method': 'GET', 'http.route': '/stock/:id', 'url.path': '/stock/7' },
    ...{ 'server.address': 'stock', 'server.port': '4002', ...attributes },
  },
  ...over,
})
const found = (...traces: readonly TestSpan[][]) =>
  findFindingsOfTraces(
    traces.map((spans) => inputOf(spans)),
    defaultFindingSettings,
    laterMillis,
  ).map((findings) => findings.map(({ kind }) => kind))

test('a server span that starts a trace while another trace calls it has lost its context', () => {
  expect(found(caller, [callee()])).toEqual([[], ['broken-propagation']])
})

test('a request of another path, host or time, or of the same trace, has not', () => {
  expect(found(caller, [callee({}, { 'url.path': '/stock/8' })])).toEqual([[], []])
  expect(found(caller, [callee({}, { 'server.port': '4003' })])).toEqual([[], []])
  expect(found(caller, [callee({ at: 300 })])).toEqual([[], []])
  expect(found(caller, [callee({ parent: 5 })])).toEqual([[], []])
  expect(found([...caller, callee({ parent: 2 })], [callee()])).toEqual([[], []])
})

test('a call explains one server span only', () => {
  expect(found(caller, [callee()], [callee()])).toEqual([[], ['broken-propagation'], []])
})
