import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repository } from '../support/run-script.ts'

/** Declarations of a code: a class's or a problem's own code, or a code by its prefix. */
const given = [
  /\bcode(?:: | = |: ErrorCode = )'([A-Z][A-Z_]+)'/g,
  /'((?:TEL|CON|ENV)_[A-Z]+(?:_[A-Z]+)+)'/g,
  /^ {2}(TEL_[A-Z_]+):/gm,
]
/** Codes of libraries and of the system, and codes of variables, are not ours. */
const ofLibraries = /^(FST_|ERR_|E[A-Z]+$|CONSOLE_)/

function codesInSources(): Set<string> {
  const files = globSync('{packages,apps}/*/src/**/*.ts', { cwd: repository })
  const codes = files.flatMap((file) => {
    const text = readFileSync(join(repository, file), 'utf8')
    return given.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code ?? ''))
  })
  return new Set(codes.filter((code) => !ofLibraries.test(code)))
}

function codesInDocument(): Set<string> {
  const text = readFileSync(join(repository, 'docs/errors.md'), 'utf8')
  return new Set([...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code ?? ''))
}

/** A row of a table that has a status column. */
const rows = /^\| `([A-Z_]+)` \| (\d{3}(?:, \d{3})*) \|/gm

function statusesInSources(): Map<string, Set<string>> {
  const statuses = new Map<string, Set<string>>()
  for (const file of globSync('{packages,apps}/*/src/**/*.ts', { cwd: repository })) {
    const text = readFileSync(join(repository, file), 'utf8')
    for (const [, status = '', code = ''] of text.matchAll(
      /status(?:Code)?: (\d{3}),\s*code: '([A-Z_]+)'/g,
    ))
      statuses.set(code, (statuses.get(code) ?? new Set()).add(status))
  }
  return statuses
}

describe('docs/errors.md', () => {
  it('has every code of the sources, and no other', () => {
    expect([...codesInDocument()].sort()).toEqual([...codesInSources()].sort())
  })

  it('has the statuses that the sources give each code', () => {
    const documented = new Map(
      [...readFileSync(join(repository, 'docs/errors.md'), 'utf8').matchAll(rows)].map(
        ([, code = '', statuses = '']) => [code, statuses.split(', ').sort()],
      ),
    )
    const given = statusesInSources()
    expect(given.size).toBeGreaterThan(12)
    for (const [code, statuses] of given)
      expect(documented.get(code), code).toEqual([...statuses].sort())
  })
})
