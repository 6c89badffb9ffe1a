import type { MetricResult } from '../../src/contract/metrics.ts'
import { formatQuantity } from '../../src/format/quantity.ts'
import { formatTime } from '../time/format-time.ts'
import type { TimeSteps } from '../time/time-steps.ts'

export type Exemplar = MetricResult['exemplars'][number]

export function exemplarHref({ traceId, spanId }: Exemplar): string {
  return `/traces/${traceId}${spanId === '' ? '' : `?span=${spanId}`}`
}

export function describeExemplar(
  { value, timeUnixNano, group }: Exemplar,
  { unit }: Pick<MetricResult, 'unit'>,
): string {
  const of = group === null ? '' : `${group}\n`
  return `${of}${formatQuantity(value, unit)} at ${formatTime(timeUnixNano)}`
}

/** The step of an exemplar, with fraction. */
export function stepOf({ startUnixNano, stepNano }: TimeSteps, { timeUnixNano }: Exemplar): number {
  return Number(BigInt(timeUnixNano) - BigInt(startUnixNano)) / Number(stepNano)
}
