import { writeSync } from 'node:fs'

/** A terminal, a task runner and a watcher each forward Ctrl-C: signals within this time count as one. */
const sameSignalMillis = 1_000
const closeTimeoutMillis = 15_000

interface Closing {
  /** Number of documents received by UDP that are not stored yet. */
  unwritten(): number
  close(lingerMillis: number): Promise<void>
}

/** Closes on a signal. A second signal, or a close that exceeds its timeout, kills the process. */
export function closeOnSignal(
  running: Closing,
  lingerMillis: number,
  describe: (error: unknown) => string,
): void {
  const timeoutMillis = closeTimeoutMillis + 5 * lingerMillis
  let firstMillis: number | undefined
  const close = async () => {
    setTimeout(
      () => endNow(`shutdown timed out after ${timeoutMillis} ms`, running),
      timeoutMillis,
    ).unref()
    await running.close(lingerMillis)
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      const nowMillis = performance.now()
      if (firstMillis === undefined) {
        firstMillis = nowMillis
        close().catch((error) => endNow(describe(error), running))
      } else if (nowMillis - firstMillis > sameSignalMillis) {
        endNow(`killed by a second ${signal}`, running)
      }
    })
}

/**
 * Ends the process with SIGKILL: a normal exit can wait forever for the engine's threads. Acknowledged
 * data survive.
 */
function endNow(why: string, { unwritten }: Closing): void {
  const segments = unwritten()
  const lost =
    segments === 0 ? '' : `, ${segments} X-Ray ${segments === 1 ? 'document' : 'documents'} by UDP`
  writeSync(
    process.stderr.fd,
    `console: ${why}: acknowledged data is safe, requests in flight may be lost${lost}\n`,
  )
  process.kill(process.pid, 'SIGKILL')
}
