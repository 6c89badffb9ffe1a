import { expect, test } from 'vitest'
import { decodeSegmentDocument } from '../../../src/decode/xray/segment-document.ts'
import { compileFilterExpression } from '../../../src/query/xray/filter-expression.ts'
import { FilterExpressionError } from '../../../src/query/xray/filter-expression-error.ts'
import { traceFacts } from '../../../src/query/xray/trace-facts.ts'

const base = { trace_id: `1-58406520-${'a'.repeat(24)}`, start_time: 100 }

function rowsOf(document: object) {
  const decoded = decodeSegmentDocument(JSON.stringify({ ...base, ...document }))
  expect(decoded.unprocessed).toEqual([])
  return decoded.rows
}

const trace = traceFacts('a'.repeat(32), [
  ...rowsOf({
    name: 'home-activities',
    id: '1'.repeat(16),
    end_time: 100.75,
    origin: 'AWS::ECS::Container',
    error: true,
    user: 'andrew',
    http: {
      request: { method: 'GET', url: 'http://localhost/api/activities/home' },
      response: { status: 404 },
    },
    annotations: { route: '/api/activities/home', likes: 12, happy: true },
    subsegments: [
      {
        name: 'user-activities',
        id: '2'.repeat(16),
        start_time: 100.1,
        end_time: 100.6,
        namespace: 'remote',
      },
    ],
  }),
  ...rowsOf({
    name: 'user-activities',
    id: '3'.repeat(16),
    parent_id: '2'.repeat(16),
    start_time: 100.2,
    end_time: 100.5,
    fault: true,
    cause: { exceptions: [{ message: 'boom' }] },
    subsegments: [
      {
        name: 'cruddur@localhost',
        id: '4'.repeat(16),
        start_time: 100.3,
        end_time: 100.4,
        namespace: 'remote',
        sql: { sanitized_query: 'SELECT 1' },
      },
    ],
  }),
])

test.each([
  ['', true],
  ['error', true],
  ['fault', false],
  ['ok', false],
  ['!ok', true],
  ['NOT fault', true],
  ['partial', false],
  ['responsetime > 0.7', true],
  ['responsetime > 0.5 AND responsetime < 0.75', false],
  ['duration >= 0.75', true],
  ['http.status = 404', true],
  ['http.status != 404', false],
  ['http.url CONTAINS "/api/"', true],
  ['http.url !CONTAINS "/api/"', false],
  ['http.url beginswith "https"', false],
  ['http.url ENDSWITH "home"', true],
  ['http.method = "POST" OR user = "andrew"', true],
  ['message = "boom"', true],
  ['annotation.route', true],
  ['annotation.absent', false],
  ['annotation.route BEGINSWITH "/api"', true],
  ['annotation.likes > 5', true],
  ['annotation.likes = 12', true],
  ['annotation[likes] < 5', false],
  ['annotation["happy"] = true', true],
  ['service("user-activities")', true],
  ['service("absent")', false],
  ['service("user-activities") AND responsetime > 0.5', true],
  ['service("user-activities") { fault AND responsetime > 0.2 }', true],
  ['service("home-activities") { fault }', false],
  ['service() { fault }', true],
  ['service(id(name: "home-activities", type: "AWS::ECS::Container"))', true],
  ['service(id(name: "home-activities", type: "remote"))', false],
  ['service(id(type: "Database::SQL"))', true],
  ['edge("home-activities", "user-activities")', true],
  ['edge("user-activities", "home-activities")', false],
  ['edge("home-activities", "user-activities") { fault }', true],
  ['edge("user-activities", "cruddur@localhost") { responsetime < 1 }', true],
  ['(fault OR error) AND !(http.status = 500)', true],
  ['root', true],
  ['inferred', true],
  ['service("cruddur@localhost") { inferred }', true],
  ['service("user-activities") { inferred OR root }', false],
  ['edge("home-activities", "user-activities") { annotation.likes }', false],
])('%s is %s', (expression, matches) => {
  expect(compileFilterExpression(expression)(trace)).toBe(matches)
})

test.each([
  'nonsense',
  'responsetime > "x"',
  'http.url > 5',
  'error AND',
  '(error',
  'service("a"',
  'service("a", "b")',
  'service("a") { service("b") }',
  'error ) error',
  'coverage = "x"',
  'group.name = "high_response_time"',
  'rootcause.json = "x"',
  'rootcause.fault.color { last }',
  'fault > true',
  '"open',
  'annotation',
  'service(id(color: "x"))',
  'x'.repeat(2_001),
  'constructor',
  '('.repeat(1_999),
])('%s is not a filter expression', (expression) => {
  expect(() => compileFilterExpression(expression)).toThrow(FilterExpressionError)
})
