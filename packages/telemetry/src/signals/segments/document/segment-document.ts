import type { Cause } from './cause.ts'

/** A segment document; https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html */
export interface SegmentDocument {
  readonly id: string
  readonly name: string
  readonly start_time: number
  readonly [field: string]: unknown
  metadata?: Record<string, unknown>
  annotations?: Record<string, string | number | boolean>
  cause?: Cause | { readonly id?: string; readonly exceptions?: readonly [] }
  subsegments?: SegmentDocument[]
}
