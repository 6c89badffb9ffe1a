import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/run-and-watch.ts', import.meta.url))

/** An app in a folder of its own, run as `pnpm dev` runs the real ones. */
async function runApp(source: string) {
  const folder = await mkdtemp(join(tmpdir(), 'app-'))
  const file = join(folder, 'src', 'app.ts')
  await mkdir(join(folder, 'src'))
  await writeFile(file, source)
  const runner = spawn(process.execPath, [script, 'src/app.ts'], { cwd: folder })
  let output = ''
  for (const stream of [runner.stdout, runner.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  const ended = once(runner, 'close').then(([code]) => code as number | null)
  onTestFinished(async () => {
    runner.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  })
  return { runner, ended, edit: (text: string) => writeFile(file, text), output: () => output }
}

const app = (words: string) => `
  process.on('SIGTERM', () => { console.log('closed'); process.exit(0) })
  process.on('SIGINT', () => setTimeout(() => { console.log('closed'); process.exit(0) }, 300))
  setInterval(() => undefined, 1000)
  console.log('${words}')
`

describe('running an app from source', { timeout: 60_000 }, () => {
  it('restarts it when a source changes, also after a failed start', async () => {
    const { edit, output } = await runApp(app('first'))
    await expect.poll(output, { timeout: 20_000 }).toBe('first\n')
    await edit(app('second'))
    await expect.poll(output, { timeout: 20_000 }).toBe('first\nclosed\nsecond\n')
    await edit(`process.exit(3)`)
    await expect.poll(output, { timeout: 20_000 }).toContain('ended with 3; waits for a change\n')
    await edit(app('third'))
    await expect.poll(output, { timeout: 20_000 }).toMatch(/third\n$/)
  })

  it('ends with it when the first start fails', async () => {
    const { ended, output } = await runApp(`console.log('no'); process.exit(7)`)
    expect(await ended).toBe(7)
    expect(output()).toBe('no\n')
  })

  it('waits for its end on a signal, also when that comes twice', async () => {
    const { runner, ended, output } = await runApp(app('up'))
    await expect.poll(output, { timeout: 20_000 }).toBe('up\n')
    runner.kill('SIGINT')
    runner.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(output()).toMatch(/closed\n$/)
  })

  it('fails when the app exits at once', async () => {
    const { runner, ended, output } = await runApp(`
      process.on('SIGINT', () => process.kill(process.pid, 'SIGKILL'))
      setInterval(() => undefined, 1000)
      console.log('up')
    `)
    await expect.poll(output, { timeout: 20_000 }).toBe('up\n')
    runner.kill('SIGINT')
    expect(await ended).toBe(1)
  })
})
