import { type CapturedException, capturedExceptions } from '../document/cause.ts'
import { AWSXRay, internals, type SegmentLike } from './sdk.ts'

const causesOf = new WeakMap<object, readonly CapturedException[]>()

/**
 * Captures exceptions with correct frames and with their causes. The SDK (3.12.0) parses the ESM frame
 * `file:///app/x.js:10:5` as path `file` without a line, and ignores `cause`.
 */
export function correctExceptions(): void {
  internals.capturedException.init = function init(error, remote) {
    const [captured, ...causes] = capturedExceptions(error, remote)
    Object.assign(this, captured)
    causesOf.set(this, causes)
  }
  addCauses(AWSXRay.Segment.prototype)
  addCauses(AWSXRay.Subsegment.prototype)
}

const withCauses = Symbol('cruddur.with-causes')

type Prototype = SegmentLike & { [withCauses]?: true; cause?: { exceptions?: object[] } }

function addCauses(prototype: SegmentLike): void {
  const patched = prototype as Prototype
  if (patched[withCauses]) return
  patched[withCauses] = true
  const { addError } = prototype
  prototype.addError = function addErrorWithCauses(this: Prototype, error, remote) {
    const before = this.cause?.exceptions?.length ?? 0
    addError.call(this, error, remote)
    const exceptions = this.cause?.exceptions
    const added = exceptions?.[before]
    if (added) exceptions.push(...(causesOf.get(added) ?? []))
  }
}
