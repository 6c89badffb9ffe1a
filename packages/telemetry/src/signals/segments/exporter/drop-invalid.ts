import { diag } from '@opentelemetry/api'
import type { Ledger } from '../../../delivery/ledger.ts'

/** Runs where the application ends a span, so a segment that cannot be serialized must not throw there. */
export function dropInvalid(ledger: Ledger, serialize: () => void): void {
  try {
    serialize()
  } catch (error) {
    const isFirst = ledger.snapshot().dropped.invalid === undefined
    if (isFirst) diag.warn(`a segment is dropped because it cannot be serialized: ${error}`)
    ledger.accept(1)
    ledger.drop('invalid', 1)
  }
}
