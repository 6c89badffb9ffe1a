import { createLedger } from '../delivery/ledger.ts'
import type { Signal } from './signal.ts'

/** A signal that is not exported. */
export function createOffSignal(name: string, reason: string): Signal {
  const done = () => Promise.resolve()
  return {
    name,
    destination: `off: ${reason}`,
    ledger: createLedger().snapshot,
    flush: done,
    shutdown: done,
  }
}
