import type { Attributes, HrTime } from '@opentelemetry/api'
import { cleanSimpleAttributes } from '@opentelemetry/core'
import type { TimedEvent } from '@opentelemetry/sdk-trace'
import type { SpanLimits } from '../limits-variables.ts'

/** An event with attributes within the limits. @throws what a getter of the attributes throws */
export function timedEvent(
  name: string,
  time: HrTime,
  attributes: Attributes | undefined,
  { attributePerEventCountLimit, attributeValueLengthLimit }: SpanLimits,
): TimedEvent {
  return {
    name,
    time,
    ...(cleanSimpleAttributes(attributes, {
      attributeCountLimit: attributePerEventCountLimit,
      attributeValueLengthLimit,
    }) as Pick<TimedEvent, 'attributes'>),
  }
}
