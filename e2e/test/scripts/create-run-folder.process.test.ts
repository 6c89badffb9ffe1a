import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const script = fileURLToPath(import.meta.resolve('../../../scripts/create-run-folder.ts'))

/** Starts a program that leaves a file and a process, and resolves with the ID of that process. */
async function startRun(parent: string) {
  const source = `
    import { spawn } from 'node:child_process'
    import { mkdtempSync } from 'node:fs'
    import { tmpdir } from 'node:os'
    const { createRunFolder } = await import('${script}')
    createRunFolder()
    mkdtempSync(tmpdir() + '/left-')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true })
    child.once('spawn', () => console.log(child.pid))
  `
  const run = spawn(process.execPath, ['--input-type=module', '-e', source], {
    env: { PATH: process.env.PATH, TMPDIR: parent },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = Number(await once(run.stdout, 'data'))
  return { run, isLeft: () => existsSync(`/proc/${pid}/cwd`) }
}

const temporaryFolder = () => mkdtemp(join(tmpdir(), 'parent-'))

test.runIf(existsSync('/proc')).for([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  'a test run that ends by %s leaves neither files nor processes',
  async ([signal, code]) => {
    const parent = await temporaryFolder()
    const { run, isLeft } = await startRun(parent)
    expect(readdirSync(parent)).toHaveLength(1)
    run.kill(signal)
    expect(await once(run, 'close')).toEqual([code, null])
    expect(readdirSync(parent)).toEqual([])
    await expect.poll(isLeft).toBe(false)
  },
)

test.runIf(existsSync('/proc'))(
  'a test run removes what a killed one left, and nothing of a running one',
  async () => {
    const parent = await temporaryFolder()
    const running = await startRun(parent)
    const [folder] = readdirSync(parent)
    const killed = await startRun(parent)
    killed.run.kill('SIGKILL')
    await once(killed.run, 'close')
    expect(readdirSync(parent)).toHaveLength(2)
    const next = await startRun(parent)
    next.run.kill('SIGTERM')
    await once(next.run, 'close')
    expect(readdirSync(parent)).toEqual([folder])
    await expect.poll(killed.isLeft).toBe(false)
    expect(running.isLeft()).toBe(true)
    running.run.kill('SIGTERM')
    await once(running.run, 'close')
    expect(readdirSync(parent)).toEqual([])
  },
)
