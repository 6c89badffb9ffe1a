import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { repository } from '../support/run-script.ts'

const page = readFileSync(join(repository, 'docs/console-attacks.md'), 'utf8')
const paths = [...page.matchAll(/`([a-z-]+\/[a-z/-]+)`/g)].map(([, path = '']) => path)

it.each([...new Set(paths)].filter((path) => path !== 'apps/console/test'))(
  'docs/console-attacks.md names a test that exists: %s',
  (path) => {
    const files = globSync(`${path}.{,engine.,browser.,process.,e2e.}test.{ts,tsx}`, {
      cwd: join(repository, 'apps/console/test'),
    })
    expect(files).toHaveLength(1)
  },
)
