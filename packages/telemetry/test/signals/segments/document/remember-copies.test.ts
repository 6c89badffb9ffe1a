import { expect, test, vi } from 'vitest'
import { rememberCopies } from '../../../../src/signals/segments/document/remember-copies.ts'

const processData = () => ({ ecs: { container: 'web' }, xray: { sdk: 'Node', rule_name: 'a' } })

test('copies equal values once', () => {
  const copy = vi.fn((value: unknown) => JSON.stringify(value))
  const remembered = rememberCopies(copy)
  expect(remembered(processData())).toBe(JSON.stringify(processData()))
  expect(remembered(processData())).toBe(JSON.stringify(processData()))
  expect(copy).toHaveBeenCalledOnce()
})

const changes: readonly [string, (data: Record<string, Record<string, unknown>>) => void][] = [
  ['an added field', (data) => Object.assign(data, { ec2: {} })],
  ['a removed field', (data) => delete data.ecs],
  ['a changed nested value', (data) => Object.assign(data.xray ?? {}, { rule_name: 'b' })],
  ['a nested value of another type', (data) => Object.assign(data.xray ?? {}, { rule_name: {} })],
  ['a nested list', (data) => Object.assign(data.xray ?? {}, { rule_name: ['a'] })],
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

test('copies values other than plain objects each time', () => {
  const remembered = rememberCopies((value) => JSON.stringify(value))
  const list: unknown[] = [1]
  const data = { deep: { list } }
  expect(remembered(data)).toBe('{"deep":{"list":[1]}}')
  list.push(2)
  expect(remembered(data)).toBe('{"deep":{"list":[1,2]}}')
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
