import type { Link, SpanContext, SpanKind, TimeInput } from '@opentelemetry/api'
import type { Span } from '@opentelemetry/sdk-trace'
import type { WarnOnce } from '../../warn-once.ts'
import type { SpanLimits } from '../limits-variables.ts'
import type { AttributeSet } from './attribute-set.ts'
import type { WallOffset } from './clock.ts'

/** Shared by all spans of a scope. */
export interface SpanOrigin extends Pick<Span, 'resource' | 'instrumentationScope'> {
  readonly limits: SpanLimits
  readonly wallOffset: WallOffset
  readonly warn: WarnOnce
  readonly onEnding?: (span: Span) => void
  readonly onEnd: (span: Span) => void
}

export interface NewSpan {
  readonly name: string
  readonly kind: SpanKind
  readonly context: SpanContext
  readonly parent: SpanContext | undefined
  readonly attributes: AttributeSet
  readonly links: readonly Link[]
  readonly droppedLinks: number
  readonly startTime: TimeInput | undefined
}
