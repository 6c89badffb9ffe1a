export { nodeHeaders } from './carrier-headers.ts'
export { createIdGenerator } from './id-generator.ts'
export { getIncomingTrace, spanSamplingContext } from './incoming-trace.ts'
export { isLocalSpan, markLocalSpan } from './local-span.ts'
export { createPropagator } from './propagator.ts'
export {
  isSampledAt,
  minRatio,
  readThreshold,
  sampleRateOf,
  thresholdOf,
  withoutThreshold,
  withThreshold,
} from './sampling-threshold.ts'
export {
  formatTraceHeader,
  parseTraceHeader,
  type SegmentDecision,
} from './trace-header.ts'
export { fromSegmentId, fromXrayTraceId, toXrayTraceId } from './trace-ids.ts'
export { spanFlags } from './trace-parent.ts'
