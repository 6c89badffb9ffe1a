export { createIdGenerator, type IdGenerator } from './id-generator.ts'
export { getIncomingTrace, type IncomingTrace, spanSamplingContext } from './incoming-trace.ts'
export { createPropagator, type PropagatorOptions } from './propagator.ts'
export {
  formatTraceHeader,
  parseTraceHeader,
  type SegmentDecision,
  type TraceHeader,
} from './trace-header.ts'
export { fromSegmentId, fromXrayTraceId, toXrayTraceId } from './trace-ids.ts'
