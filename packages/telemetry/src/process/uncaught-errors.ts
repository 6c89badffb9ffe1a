import { isMainThread } from 'node:worker_threads'

export type FatalOrigin = 'uncaughtException' | 'unhandledRejection'

export interface UncaughtErrorsOptions {
  /** Reports and logs the error. */
  record(error: unknown, origin: FatalOrigin): void
  /** Fails the request that threw the error. */
  fail(error: unknown): void
  /** Closes the apps and delivers the telemetry within the deadline. */
  end(): Promise<unknown>
  /** The process ends after this time in any case. */
  readonly timeoutMillis: number
  /** Default `process.exit`. */
  exit?(code: number): void
}

const graceMillis = 1000

/**
 * Records every uncaught error. If the application has no handler of its own, closes the apps,
 * delivers the telemetry and exits with code 1, or, in a worker thread, rethrows the error for the
 * parent's `error` event. Otherwise the application decides, as without telemetry.
 *
 * @returns a function that removes the handlers
 */
export function handleUncaughtErrors(options: UncaughtErrorsOptions): () => void {
  const { exit = process.exit } = options
  const record = (error: unknown, origin: FatalOrigin) =>
    attempt(() => options.record(error, origin))
  const removeRejections = recordHandledRejections(record)
  let isEnding = false

  async function end(error: unknown): Promise<void> {
    attempt(() => options.fail(error))
    process.exitCode = 1
    const timer = setTimeout(finish, options.timeoutMillis + graceMillis, error)
    await options.end().catch(() => undefined)
    clearTimeout(timer)
    finish(error)
  }

  function finish(error: unknown): void {
    if (isMainThread) exit(1)
    else rethrow(error)
  }

  function rethrow(error: unknown): void {
    remove()
    setImmediate(() => {
      throw error
    })
  }

  function onUncaught(error: unknown): void {
    if (process.listenerCount('uncaughtException') > 1 || isEnding) return
    isEnding = true
    void end(error)
  }

  function remove(): void {
    process.off('uncaughtExceptionMonitor', record)
    process.off('uncaughtException', onUncaught)
    removeRejections()
  }

  // The monitor is called for unhandled rejections, too, and changes nothing.
  process.on('uncaughtExceptionMonitor', record)
  process.on('uncaughtException', onUncaught)
  return remove
}

/** Node hands a rejection to the listeners of the application only, so a further one records it. */
function recordHandledRejections(record: (error: unknown, origin: FatalOrigin) => void) {
  const event = 'unhandledRejection'
  let isListening = false

  function onRejection(reason: unknown): void {
    record(reason, event)
  }

  function update(): void {
    const hasOthers = process.listenerCount(event) > (isListening ? 1 : 0)
    if (hasOthers === isListening) return
    isListening = hasOthers
    if (hasOthers) process.on(event, onRejection)
    else process.off(event, onRejection)
  }

  // `newListener` is emitted before the listener is added.
  const onChange = (name: string | symbol) => {
    if (name === event) queueMicrotask(update)
  }
  process.on('newListener', onChange)
  process.on('removeListener', onChange)
  update()
  return () => {
    process.off('newListener', onChange)
    process.off('removeListener', onChange)
    process.off(event, onRejection)
  }
}

/** Neither the logger nor the reporter may prevent the end, even if they caused the error. */
function attempt(action: () => void): void {
  try {
    action()
  } catch {
    // Only the error itself matters.
  }
}
