import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ownConsoles } from '../support/own-consoles.ts'

const program = fileURLToPath(new URL('../support/fatal-signal.ts', import.meta.url))
const consoles = ownConsoles()

test.each([
  ['SIGABRT', 'SIGABRT'],
  ['SIGSEGV', 'SIGSEGV'],
  ['heap', 'SIGABRT'],
])('%s ends the process while the engine is open', async (cause, expected) => {
  const flags = ['--conditions=cruddur-source', '--max-old-space-size=64']
  const child = consoles.own(
    spawn(process.execPath, [...flags, program, consoles.folder, cause], {
      stdio: ['ignore', 'ignore', 'ignore'],
    }),
  )
  const [, signal] = await once(child, 'exit')
  expect(signal).toBe(expected)
})
