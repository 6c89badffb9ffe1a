import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { LocalPart } from './local-stack.ts'

const folder = join(import.meta.dirname, '../../node_modules/.cache/dev')
const pollMillis = 100

const markerOf = ({ name, port }: LocalPart) => join(folder, `${name}-${port}`)

/** Whether a process already listens on the port of a part. */
export async function isPortTaken({ port }: LocalPart): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
  const isTaken = await promise
  socket.destroy()
  return isTaken
}

/** Resolves when the part is ready. The port was free before it started, so no other process responds. */
export async function untilReady({ url }: LocalPart, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if ((await statusOf(`${url}/health/ready`)) === 200) return
    await delay(pollMillis)
  }
}

/** Loading `fetch` takes 20 MB in a process that runs as long as the stack. */
async function statusOf(url: string): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>()
  get(url, { timeout: 2_000 }, (response) => {
    response.resume()
    resolve(response.statusCode)
  }).on('error', () => resolve(undefined))
  return promise
}

/** Records that this process runs the part and that it is ready. */
export function markReady(part: LocalPart): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(markerOf(part), `${process.pid}`)
}

export function clearReady(part: LocalPart): void {
  rmSync(markerOf(part), { force: true })
}

/** Whether a living process has recorded that the part is ready. */
export function isReady(part: LocalPart): boolean {
  try {
    return process.kill(Number(readFileSync(markerOf(part), 'utf8')), 0)
  } catch {
    return false
  }
}
