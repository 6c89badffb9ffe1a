import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { acceptsEveryRowOf } from '../../compatibility/check-constraints.ts'
import { compareAlarmNames } from '../../compatibility/compare-alarm-names.ts'
import { newFailures, type Outcome } from '../../compatibility/exercise.ts'
import type { Finding } from '../../compatibility/finding.ts'
import { formatVerdict } from '../../compatibility/format-verdict.ts'
import { type SampleOptions, sampleValue } from '../../compatibility/sample-value.ts'
import { exitCodes, judge } from '../../compatibility/verdict.ts'
import { repository } from '../support/run-script.ts'

const finding = (effect: Finding['effect'], message = 'x', first?: string[]): Finding => ({
  area: 'run',
  rule: 'rule',
  message,
  effect,
  ...(first && { first }),
})

describe('the verdict', () => {
  test.each([
    ['deploy', [finding('none')]],
    ['deploy', []],
    ['order', [finding('none'), finding('order', 'x', ['a'])]],
    ['stop', [finding('order', 'x', ['a']), finding('stop')]],
  ] as const)('is %s', (verdict, findings) => {
    expect(judge(findings).verdict).toBe(verdict)
  })

  test('names each service to deploy first once', () => {
    expect(judge([finding('order', 'x', ['a']), finding('order', 'y', ['a', 'b'])]).first).toEqual([
      'a',
      'b',
    ])
  })

  test('has an exit code of its own', () => {
    expect(new Set(Object.values(exitCodes)).size).toBe(3)
  })

  test('is the last line of a report of up to 80 columns', () => {
    const long = Array.from({ length: 40 }, (_, index) => `word-${index}`).join(' ')
    const findings = [finding('order', long, ['a']), finding('none')]
    const report = { service: 'orders', against: '0.1.0', ...judge(findings), notes: [long] }
    const lines = formatVerdict(report).trimEnd().split('\n')
    expect(lines.at(-1)).toBe('order')
    expect(lines).toContain('  deploy a first')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(lines.join(' ').replaceAll(/\s+/g, ' ')).toContain(long)
  })
})

test('a request fails only if it succeeded before', () => {
  const ok: Outcome = { status: 200, problem: '' }
  const before = new Map([
    ['GET /a', ok],
    ['GET /b', { status: 404, problem: '' }],
    ['GET /c', ok],
  ])
  const now = new Map([
    ['GET /a', { status: 503, problem: '' }],
    ['GET /b', { status: 500, problem: '' }],
    ['GET /c', { status: 200, problem: 'body must be array' }],
  ])
  expect(newFailures(before, now)).toEqual([
    'GET /a returned 503 (before 200)',
    'GET /c returned 200 (body must be array)',
  ])
})

describe('sample values', () => {
  const options: SampleOptions = {
    seen: new Map([['uuid', ['u-1']]]),
    prefersSeen: true,
    isComplete: true,
    suffix: '1',
  }
  test.each([
    [{ enum: ['a', 'b'] }, 'a'],
    [{ const: 1 }, 1],
    [{ type: 'string' }, 'verify-1'],
    [{ type: 'string', maxLength: 3 }, 'y-1'],
    [{ type: 'string', minLength: 10 }, 'verify-1xx'],
    [{ type: 'string', format: 'date' }, '2026-01-01'],
    [{ type: 'string', pattern: '^[A-Z]{3}$', examples: ['ABC'] }, 'ABC'],
    [{ type: 'integer', minimum: 5 }, 5],
    [{ type: ['null', 'boolean'] }, true],
    [{ type: 'array', items: { type: 'integer' }, minItems: 1 }, [1]],
    [{ anyOf: [{ type: 'integer' }] }, 1],
    [
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'integer' }, uuid: { type: 'string' } },
      },
      { a: 1, uuid: 'u-1' },
    ],
  ])('of %j', (schema, value) => {
    expect(sampleValue(schema, 'field', options)).toEqual(value)
  })

  test('are undefined for a pattern without an example', () => {
    expect(sampleValue({ type: 'string', pattern: '^[A-Z]{3}$' }, 'field', options)).toBeUndefined()
  })
})

describe('a check accepts every row of the old ones', () => {
  const check = (text: string) => `CHECK ((${text}))`
  test.each([
    ['n > 1', 'n > 0', true],
    ['n > 0', 'n > 1', false],
    ['n >= 0', 'n > 0', false],
    ['n > 0', 'n >= 0', true],
    ['(n >= 1) AND (n <= 5)', 'n <= 9', true],
    ['(n >= 1) AND (n <= 5)', 'm <= 9', false],
    ["state = ANY (ARRAY['a'::text])", "state = ANY (ARRAY['a'::text, 'b'::text])", true],
    ["state = ANY (ARRAY['a'::text, 'b'::text])", "state = ANY (ARRAY['a'::text])", false],
    ["state = 'a'::text", "state = ANY (ARRAY['a'::text, 'b'::text])", true],
    ["name <> 'it''s) AND ('::text", "name <> 'it''s) AND ('::text", true],
    ['(a > 0) OR (b > 0)', '(a > 0) OR (b > 0)', true],
    ['(a > 0) OR (b > 0)', 'a > 0', false],
  ])('%s, then %s', (old, current, accepts) => {
    expect(acceptsEveryRowOf(check(current), [check(old)])).toBe(accepts)
  })
})

test('a field or an event of an alarm must remain in the sources', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'alarms-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), text)
  }
  const pattern = '{ $.service = "a" && $.event = "telemetry.outage" && $.err.code = 1 }'
  await write('old/deploy/aws/alarms.ts', `const pattern = '${pattern}'`)
  await write('new/packages/telemetry/src/log.ts', "log({ event: 'telemetry.outage', service })")
  const find = () => compareAlarmNames(join(folder, 'old'), join(folder, 'new'), 'orders')
  expect(find().map(({ message }) => message)).toEqual([
    'field code is not in the sources, used by deploy/aws/alarms.ts',
  ])
  await write('new/apps/orders/src/error.ts', 'const code = 1')
  expect(find()).toEqual([])
  expect(compareAlarmNames(repository, repository, 'user-activities')).toEqual([])
})
