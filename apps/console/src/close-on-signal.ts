import { writeSync } from 'node:fs'

/** A terminal, a task runner and a watcher each pass Ctrl-C on: within this time it is the same one. */
const sameSignalMillis = 1_000
const closeTimeoutMillis = 15_000

interface Closing {
  /** Documents that came without an answer and are not written yet. */
  unwritten(): number
  close(lingerMillis: number): Promise<void>
}

/** Closes on a signal; a second one, or a close that takes too long, ends the process at once and says what of. */
export function closeOnSignal(
  running: Closing,
  lingerMillis: number,
  describe: (error: unknown) => string,
): void {
  const timeoutMillis = closeTimeoutMillis + 5 * lingerMillis
  let firstMillis: number | undefined
  const close = async () => {
    setTimeout(
      () => endNow(`not closed after ${timeoutMillis} ms, gave up`, running),
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
        endNow(`closed at once by a second ${signal}`, running)
      }
    })
}

/**
 * Ends the process by SIGKILL: an ordinary exit waits, maybe for ever, for the engine's threads. What
 * the engine has acknowledged outlasts it.
 */
function endNow(why: string, { unwritten }: Closing): void {
  const segments = unwritten()
  const lost =
    segments === 0 ? '' : `, ${segments} X-Ray ${segments === 1 ? 'document' : 'documents'} by UDP`
  writeSync(
    process.stderr.fd,
    `console: ${why}: everything acknowledged is kept, what was under way may be lost${lost}\n`,
  )
  process.kill(process.pid, 'SIGKILL')
}
