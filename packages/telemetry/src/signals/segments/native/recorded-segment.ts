import type { Cause } from '../document/cause.ts'
import type { HttpBlock } from '../document/http-block.ts'
import type { SqlBlock } from '../document/sql-block.ts'
import { AWSXRay, type Segment } from './sdk.ts'

export interface NewSegment {
  readonly name: string
  /** In X-Ray's format. */
  readonly traceId: string
  /** 16 hex digits. */
  readonly id: string
  readonly parentId: string | undefined
  readonly startTimeSeconds: number
  /** The sampling rule that made the decision, if any. */
  readonly ruleName: string | undefined
}

/** Process data of the SDK (3.12.0); its plugins set it asynchronously. */
interface ProcessData {
  readonly serviceData?: object
  readonly pluginData?: object
  readonly origin?: string
  readonly sdkData?: object
}

/**
 * Equivalent to a segment of the SDK's constructor (3.12.0), which first generates random IDs and whose
 * `setMatchedSamplingRule` copies the process data through JSON; together they dominated the cost of a
 * segment.
 *
 * All fields exist from the start, because objects that grow are slow to write and to read.
 */
class RecordedSegment {
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
Object.setPrototypeOf(RecordedSegment.prototype, AWSXRay.Segment.prototype)

export function createSegment(wanted: NewSegment): Segment {
  return new RecordedSegment(wanted) as unknown as Segment
}
