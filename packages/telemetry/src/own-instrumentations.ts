import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { Config } from './load-config.ts'
import { isCaptured } from './signals/segments/index.ts'
import { createInstrumentations } from './signals/spans/index.ts'

/**
 * The instrumentations of this package, active from now on. Create them before those of the
 * application: require-in-the-middle (8.0) caches a module that is required while any instrumentation
 * is active, and an instrumentation that is created later never patches it.
 */
export function createOwnInstrumentations({ spans, telemetry }: Config): Instrumentation[] {
  return spans.disabled ? [] : createInstrumentations(telemetry.isUntraced, isCaptured)
}
