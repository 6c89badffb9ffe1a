import type { Signal } from '../../signal.ts'
import type { Emit } from '../native/segment-life.ts'

/** One way for segments to leave. */
export interface Sending {
  readonly emit: Emit
  readonly signal: Signal
}
