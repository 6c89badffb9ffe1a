import { expect, test, vi } from 'vitest'
import { rememberCopies } from '../../../../src/signals/segments/document/remember-copies.ts'

const processData = () => ({
  ecs: { container: 'web' },
  xray: { sdk: 'Node', rule_name: 'a' } as Record<string, unknown>,
  cloudwatch_logs: [{ log_group: 'web' }],
})

test('copies equal values once', () => {
  const copy = vi.fn((value: unknown) => JSON.stringify(value))
  const remembered = rememberCopies(copy)
  expect(remembered(processData())).toBe(JSON.stringify(processData()))
  expect(remembered(processData())).toBe(JSON.stringify(processData()))
  expect(copy).toHaveBeenCalledOnce()
})

const changes: readonly [string, (data: Record<string, object>) => void][] = [
  ['an added field', (data) => Object.assign(data, { ec2: {} })],
  ['a removed field', (data) => delete data.ecs],
  ['a changed nested value', (data) => Object.assign(data.xray ?? {}, { rule_name: 'b' })],
  ['a nested value of another type', (data) => Object.assign(data.xray ?? {}, { rule_name: {} })],
  ['an entry in a list', (data) => Object.assign(data.cloudwatch_logs ?? {}, { 1: 'more' })],
  ['a nested list', (data) => Object.assign(data.xray ?? {}, { rule_name: ['a'] })],
  ['another key without a value', (data) => Object.assign(data.xray ?? {}, { none: 1 })],
  ['a renamed key', (data) => Object.assign(data, { ecs2: data.ecs }) && delete data.ecs],
]

test.each(changes)('copies the same object again after %s', (_change, change) => {
  const remembered = rememberCopies((value) => JSON.stringify(value))
  const data = processData()
  remembered(data)
  change(data)
  expect(remembered(data)).toBe(JSON.stringify(data))
  expect(remembered(processData())).toBe(JSON.stringify(processData()))
})

test.each([
  ['a Map', new Map([['a', 1]])],
  ['a function', () => 1],
  ['a value that is nested deep', { a: { b: { c: { d: {} } } } }],
])('copies %s each time', (_title, value) => {
  const copy = vi.fn((value: unknown) => value)
  const remembered = rememberCopies(copy)
  remembered({ value })
  remembered({ value })
  expect(copy).toHaveBeenCalledTimes(2)
})

test('distinguishes an absent value from one of another key', () => {
  const remembered = rememberCopies((value) => JSON.stringify(value))
  expect(remembered({ version: undefined })).toBe('{}')
  expect(remembered({ other: 'x' })).toBe('{"other":"x"}')
  expect(remembered(JSON.parse('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}')
  expect(remembered({ a: 1 })).toBe('{"a":1}')
})

test('remembers only the last few values', () => {
  const copy = vi.fn((value: unknown) => value)
  const remembered = rememberCopies(copy)
  for (let at = 0; at < 100; at += 1) remembered({ at })
  remembered({ at: 99 })
  expect(copy).toHaveBeenCalledTimes(100)
  remembered({ at: 0 })
  expect(copy).toHaveBeenCalledTimes(101)
})
