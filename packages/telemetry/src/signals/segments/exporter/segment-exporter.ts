import { diag } from '@opentelemetry/api'
import type { BatchSender } from '../../../delivery/batch-sender.ts'
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
  sender: Pick<BatchSender, 'drop' | 'ledger'>,
  serialize: (drop: (error: unknown) => void) => void,
): void {
  const drop = (error: unknown) => {
    const isFirst = sender.ledger().dropped.invalid === undefined
    if (isFirst) diag.warn(`a segment is dropped because it cannot be serialized: ${error}`)
    sender.drop('invalid')
  }
  try {
    serialize(drop)
  } catch (error) {
    drop(error)
  }
}
