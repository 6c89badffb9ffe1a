import { diag } from '@opentelemetry/api'
import type { Ledger } from '../../../delivery/ledger.ts'
import type { Signal } from '../../signal.ts'
import type { Emit } from '../native/segment-lifecycle.ts'

/** Sends segments to one destination. */
export interface SegmentExporter {
  readonly emit: Emit
  readonly signal: Signal
}

/**
 * Runs where the application ends a span, so a segment that cannot be serialized must not throw there.
 *
 * @param serialize gets a function that drops one record
 */
export function dropInvalid(
  ledger: Ledger,
  serialize: (drop: (error: unknown) => void) => void,
): void {
  const drop = (error: unknown) => {
    const isFirst = ledger.snapshot().dropped.invalid === undefined
    if (isFirst) diag.warn(`a segment is dropped because it cannot be serialized: ${error}`)
    ledger.accept(1)
    ledger.drop('invalid', 1)
  }
  try {
    serialize(drop)
  } catch (error) {
    drop(error)
  }
}
