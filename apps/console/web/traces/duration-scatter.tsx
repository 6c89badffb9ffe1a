import { useState } from 'react'
import type { TraceSummary } from '../../src/api/contract.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { toDate } from '../../src/format/instant.ts'
import { serviceColor } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import { formatTime } from '../time/format-time.ts'
import { TimeAxis } from '../ui/time-axis.tsx'
import { type PointerPosition, PointerTooltip } from '../ui/tooltip.tsx'
import css from './duration-scatter.module.css'

/** The listed traces by time and duration, on a logarithmic scale; each point opens its trace. */
export function DurationScatter({ traces }: { readonly traces: readonly TraceSummary[] }) {
  const [pointed, setPointed] = useState<{ trace: TraceSummary; at: PointerPosition }>()
  const times = traces.map(({ startUnixNano }) => toDate(startUnixNano).getTime())
  const [first, last] = [Math.min(...times), Math.max(...times) + 1]
  const durations = traces.map(({ durationNano }) => Math.max(1_000, Number(durationNano)))
  const low = Math.floor(Math.log10(Math.min(...durations)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...durations))))
  const height = (nanos: number) => (100 * (Math.log10(nanos) - low)) / (high - low)
  const decades = Array.from({ length: high - low + 1 }, (_none, index) => low + index)
  const steps = {
    startUnixNano: `${first}000000`,
    stepNano: String(BigInt(last - first) * 1_000_000n),
    stepCount: 1,
  }
  return (
    <figure className={css.chart} aria-label="Duration of the listed traces over time">
      <div className={css.scale} aria-hidden="true">
        {decades.map((power) => (
          <span key={power} style={{ bottom: `${(100 * (power - low)) / (high - low)}%` }}>
            {formatDuration(10n ** BigInt(power))}
          </span>
        ))}
      </div>
      <div className={css.plot} onPointerLeave={() => setPointed(undefined)}>
        {traces.map((trace, index) => (
          <Link
            key={trace.traceId}
            href={`/traces/${trace.traceId}`}
            // The list below has the same links.
            tabIndex={-1}
            aria-hidden="true"
            className={`${css.point} ${trace.errorCount > 0 ? css.failed : serviceColor(trace.rootService)}`}
            style={{
              left: `${(100 * ((times[index] ?? first) - first)) / (last - first)}%`,
              bottom: `${height(durations[index] ?? 1_000)}%`,
            }}
            onPointerEnter={({ clientX: x, clientY: y }) => setPointed({ trace, at: { x, y } })}
          />
        ))}
      </div>
      <div className={css.times}>
        <TimeAxis steps={steps} />
      </div>
      {pointed !== undefined && (
        <PointerTooltip at={pointed.at}>
          {`${pointed.trace.rootService} ${pointed.trace.rootOperation}\n${formatDuration(BigInt(pointed.trace.durationNano))} at ${formatTime(pointed.trace.startUnixNano)}`}
        </PointerTooltip>
      )}
    </figure>
  )
}
