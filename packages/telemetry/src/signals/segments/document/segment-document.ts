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

const invalid = /[^\p{L}\p{N}\s_.:/%&#=+\-@\\]/gu
const longestName = 200

/** X-Ray allows letters, digits, white space and `_ . : / % & # = + \ - @`, at most 200 characters; others become `_`. */
export function segmentName(name: string): string {
  const cleaned = name.slice(0, longestName).replace(invalid, '_').trim()
  return cleaned === '' ? 'unknown' : cleaned
}
