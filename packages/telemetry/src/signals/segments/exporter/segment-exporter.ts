import type { Signal } from '../../signal.ts'
import type { Emit } from '../native/segment-lifecycle.ts'

/** Sends segments to one destination. */
export interface SegmentExporter {
  readonly emit: Emit
  readonly signal: Signal
}
