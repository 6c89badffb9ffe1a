/** A timer that fires later than this was delayed by a blocked event loop. */
const blockedMillis = 300
/** Enough to read a response that arrived while the event loop was blocked. */
const graceMillis = 1000

/**
 * Calls `onTimeout` after `millis`. Timers run before sockets are read, so a timeout that fires late because
 * the event loop was blocked is extended once.
 *
 * @returns a function that cancels the timeout
 */
export function startTimeout(millis: number, onTimeout: () => void): () => void {
  const due = performance.now() + millis
  const start = (delayMillis: number, onFire: () => void) => {
    const started = setTimeout(onFire, delayMillis)
    started.unref()
    return started
  }
  let timer = start(millis, () => {
    if (performance.now() - due < blockedMillis) onTimeout()
    else timer = start(graceMillis, onTimeout)
  })
  return () => clearTimeout(timer)
}
