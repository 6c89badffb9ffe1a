export { isCaptured } from './native/native-calls.ts'
export { type Segments, type SegmentsOptions, startSegments } from './start-segments.ts'
