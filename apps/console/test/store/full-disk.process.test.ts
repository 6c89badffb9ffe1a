import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { openReserve } from '../../src/store/engine/reserve.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { tempFolder } from '../support/temp-store.ts'

const mainPath = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const inOwnMounts = ['--user', '--map-root-user', '--mount', 'sh', '-c']
/** A disk of a test's own needs Linux and the right to make a namespace; nothing of it is seen outside. */
const canMount =
  spawnSync('unshare', [...inOwnMounts, 'mount -t tmpfs -o size=1m tmpfs /mnt']).status === 0

/** A small disk with one console after the other on it. A line on stdin frees some space. */
const consoles = `mount -t tmpfs -o size=48m tmpfs "$1"
head -c 24000000 /dev/zero > "$1/filler"
exec 3<&0
(read _; rm "$1/filler") <&3 &
for run in 1 2; do
  "$2" --conditions=cruddur-source "$3" & echo "pid $!"
  wait $!
done`

async function nextConsole(lines: AsyncIterator<string>) {
  const next = async (pattern: RegExp): Promise<readonly string[]> => {
    for (;;) {
      const { value, done } = await lines.next()
      const match = pattern.exec(String(value))
      if (match || done) return match ?? []
    }
  }
  const [, pid] = await next(/^pid (\d+)/)
  const [, url = '', otlpUrl = ''] = await next(/(http:\S+) \(OTLP (http:[^,]+)/)
  return { pid: Number(pid), url, otlpUrl }
}

let sent = 0
async function send(otlpUrl: string): Promise<{ status: number; retryAfter: string | null }> {
  const spans = Array.from({ length: 500 }, () => {
    sent += 1
    const startTimeUnixNano = String(BigInt(Date.now()) * 1_000_000n)
    const value = { stringValue: randomBytes(1_500).toString('base64') }
    return {
      ...{ traceId: traceId(sent), spanId: spanId(1), name: 'x', startTimeUnixNano },
      attributes: [{ key: 'filler', value }],
    }
  })
  const response = await fetch(`${otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
  })
  await response.text()
  return { status: response.status, retryAfter: response.headers.get('retry-after') }
}

const keptSpans = async (url: string) => {
  const { services } = (await (await fetch(`${url}/api/v1/services`)).json()) as {
    services: { spanCount: number }[]
  }
  return services[0]?.spanCount ?? 0
}

test.skipIf(!canMount)(
  'a full disk is reported once, no acknowledged batch is lost, and freeing space or clearing resumes',
  async () => {
    const folder = await tempFolder()
    const child = spawn(
      'unshare',
      [...inOwnMounts, consoles, 'sh', folder, process.execPath, mainPath],
      {
        env: {
          ...process.env,
          ...{ CONSOLE_PORT: '0', CONSOLE_OTLP_PORT: '0', CONSOLE_XRAY_PORT: '0' },
          CONSOLE_DATA_DIR: join(folder, 'data'),
        },
        stdio: ['pipe', 'pipe', 'pipe'],
        // A group of its own, so that nothing of it outlives a test that failed.
        detached: true,
      },
    )
    const endGroup = () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL')
    }
    onTestFinished(endGroup)
    let complaints = ''
    child.stderr.on('data', (text) => {
      complaints += text
    })
    const exited = once(child, 'exit')
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    try {
      const first = await nextConsole(lines)
      let acknowledged = 0
      let refused = 0
      while (refused < 3) {
        const { status, retryAfter } = await send(first.otlpUrl)
        expect([200, 503]).toContain(status)
        if (status === 200) acknowledged += 500
        else expect(Number(retryAfter)).toBeGreaterThan(0)
        if (status === 503) refused += 1
      }
      expect(complaints.match(/is full and no telemetry/g)).toHaveLength(1)
      expect(complaints).toContain(`the disk of the data folder ${join(folder, 'data')}`)
      // The batch that found the disk full is refused, but is already in memory.
      const kept = await keptSpans(first.url)
      expect([acknowledged, acknowledged + 500]).toContain(kept)
      child.stdin.end('free\n')
      await expect
        .poll(async () => (await send(first.otlpUrl)).status, { timeout: 30_000 })
        .toBe(200)

      process.kill(first.pid, 'SIGKILL')
      const second = await nextConsole(lines)
      expect(await keptSpans(second.url)).toBe(kept + 500)
      const clear = { method: 'DELETE', headers: { 'x-cruddur-console': '1' } }
      expect((await fetch(`${second.url}/api/v1/data`, clear)).status).toBe(204)
      expect(await send(second.otlpUrl)).toMatchObject({ status: 200 })
      expect(await keptSpans(second.url)).toBe(500)
    } finally {
      endGroup()
      await exited
      await rm(folder, { recursive: true, force: true })
    }
  },
  120_000,
)

test('releases the reserve to free space, and fills it again', async () => {
  const folder = await tempFolder()
  const reserve = await openReserve(folder)
  const size = async () => (await stat(join(folder, 'reserve'))).size
  const full = await size()
  expect(full).toBeGreaterThan(1_000_000)
  const sizes: number[] = []
  const freed = await reserve.freeing(async () => {
    sizes.push(await size())
    if (sizes.length === 1) throw Object.assign(new Error('no space'), { type: 'NOT_ENOUGH_SPACE' })
    return 'freed'
  })
  expect(freed).toBe('freed')
  expect(sizes).toEqual([full, 0])
  expect(await size()).toBe(full)
  await expect(reserve.freeing(() => readFile(join(folder, 'none')))).rejects.toThrow('ENOENT')
  await rm(folder, { recursive: true })
})
