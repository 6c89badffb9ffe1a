import { expect, test } from 'vitest'
import { decodeSegmentDocument } from '../../../src/decode/xray/segment-document.ts'
import { compileFilterExpression } from '../../../src/query/xray/filter-expression.ts'
import { traceFacts } from '../../../src/query/xray/trace-facts.ts'

// The examples of AWS's page on filter expressions, each with a trace that it is meant to find.

let nextId = 1
const id = () => (nextId++).toString(16).padStart(16, '0')

interface Part {
  readonly name: string
  readonly subsegments?: readonly Part[]
  readonly [field: string]: unknown
}

/** Adds the required fields of a segment; one second long by default. */
function filled({ subsegments, ...part }: Part): object {
  return {
    ...{ id: id(), start_time: 100, end_time: 101, ...part },
    ...(subsegments && { subsegments: subsegments.map(filled) }),
  }
}

function traceOf(...parts: readonly Part[]) {
  const trace_id = `1-58406520-${'a'.repeat(24)}`
  return traceFacts(
    'a'.repeat(32),
    parts.flatMap((part) => {
      const decoded = decodeSegmentDocument(JSON.stringify({ trace_id, ...filled(part) }))
      expect(decoded.unprocessed).toEqual([])
      return decoded.rows
    }),
  )
}

const response = (status: number) => ({ response: { status } })
const request = (url: string) => ({ request: { url, method: 'GET' }, ...response(200) })
const shop = (fields: object) => traceOf({ name: 'shop', ...fields })

/** api.example.com calls backend.example.com, whose response has these fields. */
const chain = (backend: object, api: object = {}) =>
  traceOf(
    {
      ...{ name: 'api.example.com', http: request('http://shop.example/'), ...api },
      subsegments: [{ name: 'backend.example.com', namespace: 'remote', id: 'f'.repeat(16) }],
    },
    { name: 'backend.example.com', parent_id: 'f'.repeat(16), ...backend },
  )

const thrown = (type: string, message: string) => ({
  ...{ fault: true, cause: { exceptions: [{ id: id(), type, message }] } },
})

test.each([
  ['responsetime > 5', shop({ end_time: 106 }), shop({})],
  ['duration >= 5 AND duration <= 8', shop({ end_time: 106 }), shop({ end_time: 109 })],
  ['ok', shop({}), shop({ fault: true })],
  ['!ok', shop({ error: true }), shop({})],
  ['ok = false', shop({ error: true }), shop({})],
  ['http.status != 200', shop({ http: response(500) }), shop({ http: response(200) })],
  ['ok !partial duration <3', shop({}), shop({ end_time: 104 })],
  ['http.url CONTAINS "/api/game/"', shop({ http: request('http://a/api/game/1') }), shop({})],
  ['user CONTAINS ""', shop({ user: 'alice' }), shop({})],
  ['http.url AND responseTime > 2', shop({ http: request('x'), end_time: 103 }), shop({})],
  ['annotation.gameid = "817DL6VO"', shop({ annotations: { gameid: '817DL6VO' } }), shop({})],
  ['annotation.age', shop({ annotations: { age: 1 } }), shop({})],
  ['!annotation.age', shop({}), shop({ annotations: { age: 1 } })],
  ['annotation.age > 29', shop({ annotations: { age: 30 } }), shop({ annotations: { age: '30' } })],
  [
    'annotation[age] = "30"',
    shop({ annotations: { age: '30' } }),
    shop({ annotations: { age: 30 } }),
  ],
  ['group.name = "Default" AND user = "alice"', shop({ user: 'alice' }), shop({})],
  ['service("api.example.com") { fault }', chain({}, { fault: true }), chain({ fault: true })],
  ['service() { fault }', chain({ fault: true }), chain({})],
  [
    'service("api.example.com") { fault = true OR responsetime > 2.5 } AND annotation.account = "12345"',
    chain({}, { end_time: 103, annotations: { account: '12345' } }),
    chain({}, { end_time: 103, annotations: { account: '1' } }),
  ],
  ['edge("api.example.com", "backend.example.com") { error }', chain({ error: true }), chain({})],
  [
    'edge("api.example.com", "backend.example.com") { fault = true }',
    chain({ fault: true }),
    chain({}),
  ],
  [
    'http.url BEGINSWITH "http://api.example.com/" AND http.url CONTAINS "/v2/" AND !service("api.example.com")',
    shop({ http: request('http://api.example.com/v2/x') }),
    chain({}, { http: request('http://api.example.com/v2/x') }),
  ],
  [
    'service(id(name: "shop", type: "AWS::Lambda::Function")) { error }',
    shop({ error: true, origin: 'AWS::Lambda::Function' }),
    shop({ error: true, origin: 'AWS::Lambda' }),
  ],
  [
    'service(id(type: "AWS::Lambda::Function")) { error }',
    shop({ error: true, origin: 'AWS::Lambda::Function' }),
    shop({ origin: 'AWS::Lambda::Function' }),
  ],
  [
    'service("backend.example.com") {root = true and fault = true}',
    traceOf({ name: 'backend.example.com', fault: true }),
    chain({ fault: true }),
  ],
  [
    'availabilityzone = "eu-central-1a" AND instance.id BEGINSWITH "i-"',
    shop({ aws: { ec2: { availability_zone: 'eu-central-1a', instance_id: 'i-1' } } }),
    shop({ aws: { ec2: 'nonsense' } }),
  ],
  [
    'resource.arn ENDSWITH ":table/x"',
    shop({ resource_arn: 'arn:aws:dynamodb:::table/x' }),
    shop({}),
  ],
])('%s finds the trace that it is meant for', (expression, meant, other) => {
  const matches = compileFilterExpression(expression)
  expect(matches(meant)).toBe(true)
  expect(matches(other)).toBe(false)
})

const failedCall = traceOf({
  name: 'Auth',
  fault: true,
  subsegments: [
    { name: 'deserialize', ...thrown('IOError', 'Access Denied for account_id: 1234567890') },
  ],
})
const slowTable = traceOf({
  name: 'traces',
  fault: true,
  subsegments: [{ name: 'DynamoDB', namespace: 'aws', fault: true, end_time: 100.9 }],
})

test.each([
  ['rootcause.fault.entity { last and name = "deserialize" }', failedCall, slowTable],
  ['rootcause.fault.service { name = "Auth" }', failedCall, slowTable],
  [
    'rootcause.fault.exception { last and message = "Access Denied for account_id: 1234567890" }',
    failedCall,
    slowTable,
  ],
  ['rootcause.fault.exception { first and name = "IOError" }', failedCall, slowTable],
  [
    'rootcause.responsetime.entity { remote and coverage > 0.7 and name = "DynamoDB" }',
    slowTable,
    failedCall,
  ],
  ['rootcause.responsetime.entity { last and coverage > 0.8 }', slowTable, shop({ end_time: 100 })],
  [
    'rootcause.fault.service { inferred and name = DynamoDB and type = "AWS::DynamoDB" }',
    slowTable,
    failedCall,
  ],
  ['rootcause.responsetime.service { last and type = "AWS::DynamoDB" }', slowTable, failedCall],
  ['rootcause.fault.service { index > 0 }', slowTable, failedCall],
  ['rootcause.error.service', shop({ error: true }), shop({ fault: true })],
])('%s finds the trace by its root cause', (expression, meant, other) => {
  const matches = compileFilterExpression(expression)
  expect(matches(meant)).toBe(true)
  expect(matches(other)).toBe(false)
})
