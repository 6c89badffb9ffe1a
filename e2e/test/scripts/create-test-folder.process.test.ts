import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(import.meta.resolve('../../../scripts/create-test-folder.ts'))

test.runIf(existsSync('/proc'))(
  'a test run that ends by Ctrl-C leaves neither files nor processes',
  async () => {
    const parent = await mkdtemp(join(tmpdir(), 'parent-'))
    const source = `
      import { spawn } from 'node:child_process'
      import { mkdtempSync } from 'node:fs'
      import { tmpdir } from 'node:os'
      const { createTestFolder } = await import('${script}')
      createTestFolder()
      mkdtempSync(tmpdir() + '/left-')
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true })
      child.once('spawn', () => console.log(child.pid))
      process.on('SIGINT', () => process.exit(130))
    `
    const run = spawn(process.execPath, ['--input-type=module', '-e', source], {
      env: { PATH: process.env.PATH, TMPDIR: parent },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const pid = Number(await once(run.stdout, 'data'))
    expect(readdirSync(parent)).toHaveLength(1)
    run.kill('SIGINT')
    expect(await once(run, 'close')).toEqual([130, null])
    expect(readdirSync(parent)).toEqual([])
    await expect.poll(() => existsSync(`/proc/${pid}/cwd`)).toBe(false)
  },
)
