import type { Finding } from './finding.ts'
import type { Thresholds } from './thresholds.ts'
import type { TraceGraph } from './trace/trace-graph.ts'

/** Looks for one kind of finding. It accepts any trace, and takes time in proportion to its size. */
export type Detector = (trace: TraceGraph, thresholds: Thresholds) => Finding[]
