import { beforeAll, expect, test } from 'vitest'
import { asBody, optional, readText, readTraceIds } from '../../src/api/aws/xray-request.ts'
import { Type } from '../../src/contract/schema.ts'
import { loadInputChecks } from '../../src/decode/aws-input.ts'

beforeAll(loadInputChecks)

test.each([[[]], ['text'], [1], [null], [undefined]])('a body %j is not an object', (body) => {
  expect(() => asBody(body)).toThrow('The body must be a JSON object')
})

test('null and a missing member are absent', () => {
  expect(optional({ a: null }, 'a', Type.Integer())).toBeUndefined()
  expect(readText({}, 'NextToken', 10)).toBe('')
})

test('an error names the member and what is allowed', () => {
  expect(() => readText({ NextToken: 'x'.repeat(11) }, 'NextToken', 10)).toThrow(
    'NextToken must be a string of at most 10 characters',
  )
  for (const TraceIds of [undefined, [], 'x', ['1', '2', '3']])
    expect(() => readTraceIds({ TraceIds }, 2)).toThrow('TraceIds must have 1 to 2 entries')
  expect(() => readTraceIds({ TraceIds: [{}] }, 2)).toThrow('Invalid trace ID')
})
