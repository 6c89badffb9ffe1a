import { setTimeout as sleep } from 'node:timers/promises'

/** The shutdown functions of an app. */
export interface App {
  /** Resolves when the requests are complete and the app is closed. */
  close(): PromiseLike<unknown>
  /** Cuts the connections that are still open. */
  cut(): void
  /** Fails the request whose code threw an uncaught error. */
  fail(error: unknown): void
}

export interface Apps {
  add(key: object, app: App): void
  /** Called when an app is closed. Resolves when its telemetry is sent, because the process may end now. */
  remove(key: object): Promise<void>
  claimShutdown(): void
  /** Whether the application ends the process itself. */
  readonly isShutdownClaimed: boolean
  /** Resolves when the first app begins to close. */
  readonly closing: Promise<void>
  /** Called when an app begins to close. */
  begin(): void
  fail(error: unknown): void
  /** Whether no app is open. */
  readonly areClosed: boolean
  /** Marks that all signals are flushed at the end of the process, so closing an app need not do so. */
  end(): void
  /** Closes the apps; the connections of apps that do not close in time are destroyed. */
  closeAll(timeoutMillis: number): Promise<void>
}

/** Time for the requests of a cut connection to be recorded. */
const cutMillis = 200

export function createApps(flush: () => Promise<void>): Apps {
  const apps = new Map<object, App>()
  const { promise: closing, resolve: begin } = Promise.withResolvers<void>()
  let isShutdownClaimed = false
  let isEnding = false

  return {
    add: (key, app) => {
      apps.set(key, app)
    },
    remove: async (key) => {
      apps.delete(key)
      if (!isEnding && !isShutdownClaimed) await flush()
    },
    claimShutdown: () => {
      isShutdownClaimed = true
    },
    get isShutdownClaimed() {
      return isShutdownClaimed
    },
    closing,
    begin,
    fail: (error) => {
      for (const app of apps.values()) app.fail(error)
    },
    get areClosed() {
      return apps.size === 0
    },
    end: () => {
      isEnding = true
    },
    closeAll: async (timeoutMillis) => {
      const open = [...apps.values()]
      const closed = Promise.allSettled(open.map((app) => app.close()))
      const isTimedOut = await Promise.race([
        closed.then(() => false),
        sleep(timeoutMillis, true, { ref: false }),
      ])
      if (!isTimedOut) return
      for (const app of open) app.cut()
      await Promise.race([closed, sleep(cutMillis, undefined, { ref: false })])
    },
  }
}
