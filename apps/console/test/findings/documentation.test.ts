import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findingKinds } from '../../src/contract/finding-kinds.ts'
import { defaultThresholds } from '../../src/findings/thresholds.ts'

const guide = readFileSync(new URL('../../../../docs/findings.md', import.meta.url), 'utf8')
const rows = [...guide.matchAll(/^\| `([\w-]+)` \| ([\w.]+) \|/gm)].map(([, name, value]) => [
  name,
  value,
])

test('the guide lists every kind with its severity and every threshold with its default', () => {
  expect(rows).toEqual([
    ...Object.entries(findingKinds).map(([kind, { severity }]) => [kind, severity]),
    ...Object.entries(defaultThresholds).map(([name, value]) => [name, String(value)]),
  ])
})
