import type { Cause } from '../document/cause.ts'
import type { HttpBlock } from '../document/http-block.ts'
import type { SqlBlock } from '../document/sql-block.ts'
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
 *
 * It has from the start every field that it may get: one that grows is slow to write and to read.
 */
class OwnSegment {
  trace_id: string
  id: string
  parent_id: string | undefined
  start_time: number
  end_time: number | undefined = undefined
  name: string
  in_progress: boolean | undefined = true
  counter = 0
  service: object | undefined
  origin: string | undefined
  aws: object
  http: HttpBlock | undefined = undefined
  sql: SqlBlock | undefined = undefined
  cause: Cause | undefined = undefined
  error: boolean | undefined = undefined
  fault: boolean | undefined = undefined
  throttle: boolean | undefined = undefined
  user: string | undefined = undefined
  annotations: object | undefined = undefined
  metadata: object | undefined = undefined
  subsegments: unknown[] | undefined = undefined

  constructor({ name, traceId, id, parentId, startTimeSeconds, ruleName }: NewSegment) {
    const { serviceData, pluginData, origin, sdkData } = AWSXRay.SegmentUtils as ProcessData
    const rule = ruleName === undefined ? undefined : { rule_name: ruleName }
    this.trace_id = traceId
    this.id = id
    this.parent_id = parentId
    this.start_time = startTimeSeconds
    this.name = name
    this.service = serviceData
    this.origin = origin
    this.aws = { ...pluginData, xray: { ...sdkData, ...rule } }
  }
}
Object.setPrototypeOf(OwnSegment.prototype, AWSXRay.Segment.prototype)

export function newSegment(wanted: NewSegment): Segment {
  return new OwnSegment(wanted) as unknown as Segment
}
