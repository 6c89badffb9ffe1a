import {
  type Attributes,
  type AttributeValue,
  diag,
  type Exception,
  type HrTime,
  type Link,
  type SpanContext,
  type SpanKind,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
} from '@opentelemetry/api'
import {
  cleanAttributes,
  cleanSimpleAttributes,
  hrTimeDuration,
  isTimeInput,
  timeInputToHrTime,
} from '@opentelemetry/core'
import type { Span, TimedEvent } from '@opentelemetry/sdk-trace'
import type { SpanLimits } from '../../../config/span-limits-variables.ts'
import type { AttributeSet } from './attribute-set.ts'
import { hrTimeOf, type Moment, type WallOffset } from './clock.ts'
import { exceptionAttributes } from './exception-attributes.ts'

/** What all spans of a scope have in common. */
export interface SpanOrigin extends Pick<Span, 'resource' | 'instrumentationScope'> {
  readonly limits: SpanLimits
  readonly wallOffset: WallOffset
  readonly onEnd: (span: Span) => void
}

export interface NewSpan {
  readonly name: string
  readonly kind: SpanKind
  readonly context: SpanContext
  readonly parent: SpanContext | undefined
  readonly attributes: AttributeSet
  readonly startTime: TimeInput | undefined
}

/** Most spans have none, and no other status; a list of its own for each costs as much as the rest of it. */
const noLinks: Link[] = []
const noEvents: TimedEvent[] = []
const unset: SpanStatus = { code: SpanStatusCode.UNSET }
const notEnded: HrTime = [0, 0]

/** A span that is recorded, until it ends. What is not allowed changes nothing and is told as a diagnostic. */
export class RecordedSpan implements Span {
  name: string
  readonly kind: SpanKind
  readonly parentSpanContext?: SpanContext
  readonly resource: Span['resource']
  readonly instrumentationScope: Span['instrumentationScope']
  readonly attributes: Attributes
  status: SpanStatus = unset
  links: Link[] = noLinks
  events: TimedEvent[] = noEvents
  droppedEventsCount = 0
  droppedLinksCount = 0
  ended = false
  readonly #origin: SpanOrigin
  readonly #context: SpanContext
  readonly #attributes: AttributeSet
  /** One for the whole span: a clock that is set meanwhile changes no duration. */
  readonly #wallOffset: number
  readonly #start: Moment
  #end: Moment | undefined

  constructor(origin: SpanOrigin, made: NewSpan) {
    this.#origin = origin
    this.#context = made.context
    this.#attributes = made.attributes
    this.name = made.name
    this.kind = made.kind
    if (made.parent) this.parentSpanContext = made.parent
    this.resource = origin.resource
    this.instrumentationScope = origin.instrumentationScope
    this.attributes = made.attributes.values
    const steadyMillis = performance.now()
    this.#wallOffset = origin.wallOffset(steadyMillis)
    const given = made.startTime
    this.#start = given === undefined ? steadyMillis + this.#wallOffset : timeInputToHrTime(given)
  }

  get droppedAttributesCount(): number {
    return this.#attributes.dropped
  }

  get startTime(): HrTime {
    return hrTimeOf(this.#start)
  }

  get endTime(): HrTime {
    return this.#end === undefined ? notEnded : hrTimeOf(this.#end)
  }

  get duration(): HrTime {
    return hrTimeDuration(this.startTime, this.endTime)
  }

  spanContext(): SpanContext {
    return this.#context
  }

  isRecording(): boolean {
    return !this.ended
  }

  setAttribute(key: string, value: AttributeValue | undefined): this {
    if (this.#isOpen()) this.#attributes.add(key, value)
    return this
  }

  setAttributes(attributes: Attributes): this {
    if (this.#isOpen()) this.#attributes.addAll(attributes)
    return this
  }

  addEvent(name: string, about?: Attributes | TimeInput, time?: TimeInput): this {
    if (!this.#isOpen()) return this
    const { limits } = this.#origin
    const [attributes, at] = isTimeInput(about) ? [undefined, time ?? about] : [about, time]
    const event = {
      name,
      time: hrTimeOf(this.#momentOf(at)),
      ...cleanSimpleAttributes(attributes, this.#limits(limits.attributePerEventCountLimit)),
    }
    if (this.events === noEvents) this.events = []
    this.events.push(event)
    this.droppedEventsCount += dropOldest(this.events, limits.eventCountLimit)
    return this
  }

  addLink({ context, attributes }: Link): this {
    if (!this.#isOpen()) return this
    const { limits } = this.#origin
    if (this.links === noLinks) this.links = []
    this.links.push({
      context,
      ...cleanAttributes(attributes, this.#limits(limits.attributePerLinkCountLimit)),
    })
    this.droppedLinksCount += dropOldest(this.links, limits.linkCountLimit)
    return this
  }

  addLinks(links: Link[]): this {
    for (const link of links) this.addLink(link)
    return this
  }

  /** An error does not undo what was declared to be fine. */
  setStatus({ code, message }: SpanStatus): this {
    if (!this.#isOpen() || code === SpanStatusCode.UNSET) return this
    if (this.status.code === SpanStatusCode.OK) return this
    const isTold = code === SpanStatusCode.ERROR && typeof message === 'string'
    this.status = isTold ? { code, message } : { code }
    return this
  }

  updateName(name: string): this {
    if (this.#isOpen()) this.name = name
    return this
  }

  recordException(exception: Exception, time?: TimeInput): void {
    this.addEvent('exception', exceptionAttributes(exception), time)
  }

  end(time?: TimeInput): void {
    if (!this.#isOpen()) return
    const end = this.#momentOf(time)
    const isBefore = hrTimeDuration(this.startTime, hrTimeOf(end))[0] < 0
    if (isBefore) diag.warn(`span ${this.name} ends before it starts; told as of no duration`)
    this.#end = isBefore ? this.#start : end
    this.ended = true
    this.#origin.onEnd(this)
  }

  #momentOf(time: TimeInput | undefined): Moment {
    return time === undefined ? performance.now() + this.#wallOffset : timeInputToHrTime(time)
  }

  /** Limits of what stands on an event or a link. */
  #limits(attributeCountLimit: number) {
    const { attributeValueLengthLimit } = this.#origin.limits
    return { attributeCountLimit, attributeValueLengthLimit }
  }

  #isOpen(): boolean {
    if (this.ended) diag.warn(`span ${this.name} (${this.#context.spanId}) has ended already`)
    return !this.ended
  }
}

/** @returns how many had to go. */
function dropOldest(list: unknown[], limit: number): number {
  return list.splice(0, Math.max(0, list.length - limit)).length
}
