import { AWSXRay, type Segment } from './sdk.ts'

export interface NewSegment {
  readonly name: string
  /** X-Ray form. */
  readonly traceId: string
  /** 16 hex digits. */
  readonly id: string
  readonly parentId: string | undefined
  readonly startTimeSeconds: number
  /** The sampling rule that decided, where one did. */
  readonly ruleName: string | undefined
}

/** What the SDK (3.12.0) keeps about the process; its plugins fill it in late. */
interface ProcessData {
  readonly serviceData?: object
  readonly pluginData?: object
  readonly origin?: string
  readonly sdkData?: object
}

/**
 * The segment that the SDK's constructor (3.12.0) would make. That one draws random ids first, only
 * to have them replaced, and `setMatchedSamplingRule` copies all it knows of the process by way of
 * JSON: together they took most of the time that a segment cost.
 */
export function newSegment(wanted: NewSegment): Segment {
  const { serviceData, pluginData, origin, sdkData } = AWSXRay.SegmentUtils as ProcessData
  const { name, traceId, id, parentId, startTimeSeconds, ruleName } = wanted
  const rule = ruleName === undefined ? undefined : { rule_name: ruleName }
  // One by one, and absent ones too: so all segments have one shape, which is fast to write and read.
  const segment: Record<string, unknown> = Object.create(AWSXRay.Segment.prototype)
  segment.trace_id = traceId
  segment.id = id
  segment.parent_id = parentId
  segment.start_time = startTimeSeconds
  segment.name = name
  segment.in_progress = true
  segment.counter = 0
  segment.service = serviceData
  segment.origin = origin
  segment.aws = { ...pluginData, xray: { ...sdkData, ...rule } }
  return segment as unknown as Segment
}
