import { formatDuration, formatExactNanos } from '../../src/format/duration.ts'
import { formatTime } from '../time/format-time.ts'
import { serviceColor } from '../ui/colors.ts'
import { TooltipRow } from '../ui/tooltip.tsx'
import { describeSkew } from './span-text.ts'
import type { SpanNode } from './span-tree.ts'

/** Exact values of a span. */
export function SpanTooltip({ node }: { readonly node: SpanNode }) {
  const { span, startNanos, durationNanos, skewNanos } = node
  return (
    <>
      <div>{span.name}</div>
      <TooltipRow swatch={serviceColor(span.service)} name={span.service} value={span.kind} />
      <TooltipRow
        name="Duration"
        value={`${formatDuration(BigInt(span.durationNano))} (${formatExactNanos(BigInt(span.durationNano))})`}
      />
      <TooltipRow name="Start" value={`+${formatExactNanos(BigInt(Math.round(startNanos)))}`} />
      <TooltipRow
        name="End"
        value={`+${formatExactNanos(BigInt(Math.round(startNanos + durationNanos)))}`}
      />
      <TooltipRow name="Time" value={formatTime(span.startUnixNano)} />
      {skewNanos !== 0 && <div>{describeSkew(skewNanos)}</div>}
    </>
  )
}
