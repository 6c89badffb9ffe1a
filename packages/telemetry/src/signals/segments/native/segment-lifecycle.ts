import { AWSXRay, internals, type Segment, type SegmentLike, type Subsegment } from './sdk.ts'

/** Where what is closed goes: a segment, or a subsegment that travels alone. */
export type Emit = (segment: SegmentLike, options?: { readonly withoutChildren?: boolean }) => void

/** How a segment that leaves with its span stands; on the segment itself. */
const ownLife = Symbol('cruddur.life')

interface Life {
  left: boolean
  closedSubsegments: number
}

type Living = SegmentLike & { [ownLife]?: Life }

/** Beyond this many, closed subsegments leave before their segment, so that a long request stays small. */
const streamAfter = 100

const sdkClose = AWSXRay.Subsegment.prototype.close
let emit: Emit = () => undefined

/**
 * Takes the place of the SDK's emitter (3.12.0), which stringifies twice, drops what is over 64 kB
 * and never sends a segment in which one subsegment stays open.
 */
export function routeSegments(to: Emit): void {
  emit = to
  internals.emitter.send = (segment) => emit(segment)
  AWSXRay.Subsegment.prototype.close = function close(error, remote) {
    sdkClose.call(this, error, remote)
    afterClose(this)
  }
}

/** From now on the segment leaves by `closeSegment` alone, when its span ends. */
export function ownSegment(segment: Segment): void {
  ;(segment as Living)[ownLife] = { left: false, closedSubsegments: 0 }
  segment.flush = leavesWithItsSpan
}

function leavesWithItsSpan(): void {}

/** The segment leaves; what is open in it is marked as in progress, and follows when it closes. */
export function closeSegment(segment: Segment, endTimeSeconds: number): void {
  end(segment, endTimeSeconds)
  const life = (segment as Living)[ownLife]
  if (life) life.left = true
  emit(segment)
  release(segment)
}

export function closeSubsegment(subsegment: Subsegment, endTimeSeconds: number): void {
  end(subsegment, endTimeSeconds)
  subsegment.parent.decrementCounter()
  afterClose(subsegment)
}

/** The SDK deletes `in_progress`, which makes a slow object of a segment that is yet to be written. */
function end(segment: SegmentLike, endTimeSeconds: number): void {
  const ended: { end_time?: number; in_progress?: boolean | undefined } = segment
  ended.end_time = endTimeSeconds
  ended.in_progress = undefined
}

function afterClose(subsegment: Subsegment): void {
  const { segment, parent } = subsegment
  const life = (segment as Living | undefined)?.[ownLife]
  if (!life || subsegment.notTraced) return
  if (life.left) {
    // Its children were part of the segment's document, or follow alone like itself.
    emit(subsegment, { withoutChildren: true })
    parent.removeSubsegment(subsegment)
    release(subsegment)
    return
  }
  life.closedSubsegments += 1
  if (life.closedSubsegments % streamAfter === 0) stream(segment)
}

function stream(parent: SegmentLike): void {
  for (const child of [...(parent.subsegments ?? [])]) {
    if (hasOpen(child)) stream(child)
    else {
      emit(child)
      parent.removeSubsegment(child)
      release(child)
    }
  }
}

const nothing = {
  http: undefined,
  sql: undefined,
  cause: undefined,
  metadata: undefined,
  annotations: undefined,
}

/** Spans that wait in a queue keep their segments alive; what has left of these need not be. */
function release(segment: SegmentLike): void {
  const { subsegments = [] } = segment
  for (const child of subsegments) release(child)
  segment.subsegments = subsegments.filter(hasOpen)
  if (!segment.in_progress) Object.assign(segment, nothing)
}

function hasOpen(segment: SegmentLike): boolean {
  return Boolean(segment.in_progress) || (segment.subsegments ?? []).some(hasOpen)
}
