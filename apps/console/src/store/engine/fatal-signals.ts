const fatalSignals = [
  'SIGABRT',
  'SIGSEGV',
  'SIGBUS',
  'SIGILL',
  'SIGFPE',
  'SIGTRAP',
  'SIGSYS',
] as const

/**
 * Restores the default action of fatal signals: chDB's handlers do not end the process, so that Node.js
 * hangs with its ports open when V8 aborts, for example because the heap is full. There is no upstream
 * issue. Removing the last listener of a signal makes libuv restore its default action.
 */
export function restoreFatalSignals(): void {
  for (const signal of fatalSignals) {
    if (process.listenerCount(signal) > 0) continue
    const listener = () => undefined
    process.on(signal, listener)
    process.off(signal, listener)
  }
}
