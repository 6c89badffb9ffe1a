import { Nanos, type Static, Type } from './schema.ts'

/** Count and errors of spans; a sampled span counts as often as it represents others. */
export const counted = {
  count: Type.Number(),
  errorCount: Type.Number(),
  /** Whether spans were sampled, so that these figures are estimates. */
  estimated: Type.Boolean(),
}

export const Figures = Type.Object({
  ...counted,
  ...{ p50Nano: Nanos, p95Nano: Nanos, p99Nano: Nanos },
})
export type Figures = Static<typeof Figures>
