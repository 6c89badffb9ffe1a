import {
  type Attributes,
  type AttributeValue,
  type Exception,
  type HrTime,
  type Link,
  type SpanContext,
  type SpanStatus,
  SpanStatusCode,
  type TimeInput,
} from '@opentelemetry/api'
import { hrTimeDuration, isTimeInput } from '@opentelemetry/core'
import type { Span, TimedEvent } from '@opentelemetry/sdk-trace'
import { rememberException } from '../../recorded-exceptions.ts'
import type { AttributeSet } from './attribute-set.ts'
import { cleanLinks, cleanStatus, exceptionAttributes, nameOf, timedEvent } from './clean-input.ts'
import { givenMoment, hrTimeOf, isEarlier, type Moment } from './clock.ts'
import type { NewSpan, SpanOrigin } from './new-span.ts'

/** Shared by the many spans without links, events or status; a list per span doubles the cost of a span. */
const noLinks: Link[] = []
const noEvents: TimedEvent[] = []
const unset: SpanStatus = { code: SpanStatusCode.UNSET }
const notEnded: HrTime = [0, 0]

/** A recorded span. Invalid input changes nothing, is logged once through `diag`, and never throws. */
export class RecordedSpan implements Span {
  name: string
  readonly kind: Span['kind']
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
  /** Constant for the span, so that a clock change does not affect its duration. */
  readonly #wallOffset: number
  readonly #start: Moment
  #end: Moment | undefined

  constructor(origin: SpanOrigin, started: NewSpan) {
    this.#origin = origin
    this.#context = started.context
    this.#attributes = started.attributes
    this.name = started.name
    this.kind = started.kind
    if (started.parent) this.parentSpanContext = started.parent
    this.resource = origin.resource
    this.instrumentationScope = origin.instrumentationScope
    this.attributes = started.attributes.values
    this.#addLinks(started.links, started.droppedLinks)
    const now = performance.now()
    this.#wallOffset = origin.wallOffset(now)
    this.#start = this.#momentOf(started.startTime, now)
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
    return this.#end === undefined ? [-1, -1] : hrTimeDuration(this.startTime, this.endTime)
  }

  spanContext(): SpanContext {
    return this.#context
  }

  isRecording(): boolean {
    return !this.ended
  }

  setAttribute(key: string, value: AttributeValue | undefined): this {
    if (this.#isOpen()) this.#attributes.set(key, value)
    return this
  }

  setAttributes(attributes: Attributes): this {
    if (this.#isOpen()) this.#attributes.addAll(attributes)
    return this
  }

  addEvent(name: string, about?: Attributes | TimeInput, time?: TimeInput): this {
    if (isTimeInput(about)) this.#record(name, undefined, isTimeInput(time) ? time : about)
    else this.#record(name, about, time)
    return this
  }

  addLink(link: Link): this {
    if (!this.#isOpen()) return this
    const { links, dropped } = cleanLinks([link], this.#origin.limits, this.#origin.warn)
    this.#addLinks(links, dropped)
    return this
  }

  addLinks(links: Link[]): this {
    if (Array.isArray(links)) for (const link of links) this.addLink(link)
    else this.#origin.warn('links must be an array', links)
    return this
  }

  /** An error does not overwrite `OK`. */
  setStatus(status: SpanStatus): this {
    const cleaned = cleanStatus(status, this.#origin.warn)
    if (cleaned && this.#isOpen() && this.status.code !== SpanStatusCode.OK) this.status = cleaned
    return this
  }

  updateName(name: string): this {
    if (this.#isOpen()) this.name = nameOf(name, this.name, this.#origin.warn)
    return this
  }

  recordException(exception: Exception, time?: TimeInput): void {
    const { warn } = this.#origin
    try {
      const attributes = exceptionAttributes(exception)
      const event = attributes && this.#record('exception', attributes, time)
      if (event) rememberException(event, exception)
      if (!attributes) warn('an exception needs a name, a code or a message', exception)
    } catch (error) {
      warn('an exception cannot be read', error)
    }
  }

  end(time?: TimeInput): void {
    if (!this.#isOpen()) return
    const end = this.#momentOf(time)
    const isBefore = isEarlier(end, this.#start)
    if (isBefore) this.#origin.warn(`span ${this.name} ends before it starts`, time)
    this.#end = isBefore ? this.#start : end
    this.#origin.onEnding?.(this)
    this.ended = true
    this.#origin.onEnd(this)
  }

  #record(name: string, attributes: Attributes | undefined, time: TimeInput | undefined) {
    if (!this.#isOpen()) return undefined
    const { limits, warn } = this.#origin
    try {
      const at = hrTimeOf(this.#momentOf(time))
      const event = timedEvent(nameOf(name, 'unknown', warn), at, attributes, limits)
      if (this.events === noEvents) this.events = []
      this.events.push(event)
      this.droppedEventsCount += dropOldest(this.events, limits.eventCountLimit)
      return event
    } catch (error) {
      warn('an event cannot be recorded', error)
      return undefined
    }
  }

  #addLinks(links: readonly Link[], dropped: number): void {
    this.droppedLinksCount += dropped
    if (this.links === noLinks && links.length > 0) this.links = []
    for (const link of links) {
      this.links.push(link)
      this.droppedLinksCount += dropOldest(this.links, this.#origin.limits.linkCountLimit)
    }
  }

  /** Now, unless a valid time is given. */
  #momentOf(time: TimeInput | undefined | null, now?: number): Moment {
    if (time !== undefined && time !== null) {
      const given = givenMoment(time, this.#wallOffset)
      if (given !== undefined) return given
      this.#origin.warn('a time must be a Date, milliseconds or [seconds, nanoseconds]', time)
    }
    return (now ?? performance.now()) + this.#wallOffset
  }

  #isOpen(): boolean {
    if (this.ended) this.#origin.warn(`span ${this.name} has already ended`, this.#context.spanId)
    return !this.ended
  }
}

/** @returns the number of removed entries */
function dropOldest(list: unknown[], limit: number): number {
  return list.splice(0, Math.max(0, list.length - limit)).length
}
