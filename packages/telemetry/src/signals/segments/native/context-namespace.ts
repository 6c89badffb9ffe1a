import type { EventEmitter } from 'node:events'
import { context, trace } from '@opentelemetry/api'
import { AWSXRay, type SegmentLike } from './sdk.ts'
import {
  currentSegment,
  type NativeFrame,
  setNativeSegment,
  withNativeFrame,
} from './span-segments.ts'

type Work<T> = (frame: NativeFrame) => T

/**
 * Provides the SDK's context from OpenTelemetry's, which uses AsyncLocalStorage: the SDK requests the
 * namespace `AWSXRay` from cls-hooked, which looks it up in `process.namespaces`.
 */
export function installContextNamespace(): void {
  const cell = process as { namespaces?: Record<string, unknown> }
  cell.namespaces ??= {}
  cell.namespaces.AWSXRay = namespace
  AWSXRay.enableAutomaticMode()
}

function runAndReturn<T>(work: Work<T>): T {
  const active = context.active()
  const frame: NativeFrame = { span: trace.getSpan(active), current: currentSegment(active) }
  return context.with(withNativeFrame(active, frame), work, undefined, frame)
}

/** The subset of cls-hooked that the SDK and its patches call. */
const namespace = {
  name: 'AWSXRay',
  get: () => currentSegment(context.active()),
  set: (_key: string, segment: SegmentLike) =>
    setNativeSegment(context.active(), segment) ? segment : undefined,
  run(work: Work<unknown>): NativeFrame | undefined {
    let frame: NativeFrame | undefined
    runAndReturn((own) => {
      frame = own
      work(own)
    })
    return frame
  },
  runAndReturn,
  runPromise: runAndReturn,
  bind: <T>(work: T): T => context.bind(context.active(), work),
  bindEmitter: (emitter: EventEmitter) => context.bind(context.active(), emitter),
}
