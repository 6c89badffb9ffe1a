import { AWSXRay, internals, type Segment, type SegmentLike, type Subsegment } from './sdk.ts'

/** Receives each closed segment and each subsegment that is sent separately. */
export type Emit = (segment: SegmentLike, options?: { readonly withoutChildren?: boolean }) => void

/** Stored on the segment itself. */
const lifecycleKey = Symbol('cruddur.lifecycle')

interface Lifecycle {
  emitted: boolean
  closedSubsegments: number
}

type TrackedSegment = SegmentLike & { [lifecycleKey]?: Lifecycle }

/** After this many closed subsegments they are sent before their segment, so that a long request stays small. */
const streamAfter = 100

const sdkClose = AWSXRay.Subsegment.prototype.close
let emit: Emit = () => undefined

/**
 * Replaces the SDK's emitter (3.12.0), which serializes twice, drops documents over 64 kB and never sends
 * a segment with an open subsegment.
 */
export function routeSegments(to: Emit): void {
  emit = to
  internals.emitter.send = (segment) => emit(segment)
  AWSXRay.Subsegment.prototype.close = function close(error, remote) {
    sdkClose.call(this, error, remote)
    afterClose(this)
  }
}

/** From now on only `closeSegment` sends the segment, when its span ends. */
export function trackSegment(segment: Segment): void {
  ;(segment as TrackedSegment)[lifecycleKey] = { emitted: false, closedSubsegments: 0 }
  segment.flush = flushedWithSpan
}

function flushedWithSpan(): void {}

/** Sends the segment; open subsegments are marked as in progress and sent again when they close. */
export function closeSegment(segment: Segment, endTimeSeconds: number): void {
  end(segment, endTimeSeconds)
  const lifecycle = (segment as TrackedSegment)[lifecycleKey]
  if (lifecycle) lifecycle.emitted = true
  emit(segment)
  release(segment)
}

export function closeSubsegment(subsegment: Subsegment, endTimeSeconds: number): void {
  end(subsegment, endTimeSeconds)
  subsegment.parent.decrementCounter()
  afterClose(subsegment)
}

/** The SDK deletes `in_progress`, which turns the segment into a slow dictionary-mode object before it is serialized. */
function end(segment: SegmentLike, endTimeSeconds: number): void {
  const ended: { end_time?: number; in_progress?: boolean | undefined } = segment
  ended.end_time = endTimeSeconds
  ended.in_progress = undefined
}

function afterClose(subsegment: Subsegment): void {
  const { segment, parent } = subsegment
  const lifecycle = (segment as TrackedSegment | undefined)?.[lifecycleKey]
  if (!lifecycle || subsegment.notTraced) return
  if (lifecycle.emitted) {
    // Its children were part of the segment's document or are sent separately.
    emit(subsegment, { withoutChildren: true })
    parent.removeSubsegment(subsegment)
    release(subsegment)
    return
  }
  lifecycle.closedSubsegments += 1
  if (lifecycle.closedSubsegments % streamAfter === 0) stream(segment)
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

const cleared = {
  http: undefined,
  sql: undefined,
  cause: undefined,
  metadata: undefined,
  annotations: undefined,
}

/** Queued spans keep their segments alive; frees the parts that were sent. */
function release(segment: SegmentLike): void {
  const { subsegments = [] } = segment
  for (const child of subsegments) release(child)
  segment.subsegments = subsegments.filter(hasOpen)
  if (!segment.in_progress) Object.assign(segment, cleared)
}

function hasOpen(segment: SegmentLike): boolean {
  return Boolean(segment.in_progress) || (segment.subsegments ?? []).some(hasOpen)
}
