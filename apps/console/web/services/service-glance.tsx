import type { ServiceOverview } from '../../src/api/contract-service-map.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { navigate, withQuery } from '../routing/location.ts'
import { TimeBrush } from '../time/time-brush.tsx'
import { formatStep, type TimeSteps } from '../time/time-steps.ts'
import { zoomInto } from '../time/zoom.ts'
import './service-glance.css'

const HEIGHT = 20

/**
 * Requests of the last hour as a small chart, with percentiles and signal counts. Selecting a time
 * on the chart opens the traces of that time.
 */
export function ServiceGlance({
  glance,
  steps,
}: {
  readonly glance: ServiceOverview
  readonly steps: TimeSteps
}) {
  const { name, requests, requestCounts, errorCounts, signals } = glance
  const most = Math.max(1, ...requestCounts)
  const describe = (step: number) =>
    `${formatStep(steps, step)}: ${amount(requestCounts[step] ?? 0, 'request')}, ${errorCounts[step] ?? 0} failed`
  return (
    <div className="service-glance">
      {requests.count > 0 && (
        <TimeBrush
          steps={steps}
          label={`Requests of ${name}`}
          describe={describe}
          onZoom={(range) => {
            const traces = { path: '/traces', query: new URLSearchParams({ service: name }) }
            navigate(withQuery(traces, zoomInto(steps, range)))
          }}
        >
          <svg
            viewBox={`0 0 ${requestCounts.length} ${HEIGHT}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {requestCounts.map((count, step) => (
              <g key={step}>
                <Bar step={step} height={(count / most) * HEIGHT} />
                <Bar
                  step={step}
                  height={((errorCounts[step] ?? 0) / most) * HEIGHT}
                  className="failed-bar"
                />
              </g>
            ))}
          </svg>
        </TimeBrush>
      )}
      <p>
        {requests.count > 0 ? (
          <>
            Last hour: {amount(requests.count, 'request')}, {perMinute(requests.count)}, P50{' '}
            {formatDuration(BigInt(requests.p50Nano))}, P95{' '}
            {formatDuration(BigInt(requests.p95Nano))}
          </>
        ) : (
          'Last hour: no requests'
        )}
        <br />
        {amount(signals.spans, 'span')} · {amount(signals.segments, 'segment')} ·{' '}
        {amount(signals.logs, 'log line')} · {amount(signals.errors, 'error report')}
      </p>
    </div>
  )
}

function Bar({
  step,
  height,
  className = '',
}: {
  readonly step: number
  readonly height: number
  readonly className?: string
}) {
  return <rect className={className} x={step} y={HEIGHT - height} width={0.85} height={height} />
}

function perMinute(count: number): string {
  const rate = count / 60
  return `${rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en')}/min`
}

function amount(count: number, name: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? name : `${name}s`}`
}
