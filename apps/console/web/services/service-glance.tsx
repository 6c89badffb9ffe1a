import type { ServiceAtGlance } from '../../src/api/contract-service-map.ts'
import { formatDuration } from '../../src/format/duration.ts'
import './service-glance.css'

const HEIGHT = 20

/** Requests of the last hour as a small chart, how long they took, and what arrived of each signal. */
export function ServiceGlance({ glance }: { readonly glance: ServiceAtGlance }) {
  const { requests, requestCounts, errorCounts, signals } = glance
  const most = Math.max(1, ...requestCounts)
  return (
    <span className="service-glance">
      {requests.count > 0 && (
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
      )}
      <span>
        {requests.count > 0 ? (
          <>
            Last hour: {requests.count.toLocaleString('en')} requests, {perMinute(requests.count)},
            P50 {formatDuration(BigInt(requests.p50Nano))}, P95{' '}
            {formatDuration(BigInt(requests.p95Nano))}
          </>
        ) : (
          'Last hour: no requests'
        )}
      </span>
      <span>
        {amount(signals.spans, 'span')} · {amount(signals.segments, 'segment')} ·{' '}
        {amount(signals.logs, 'log line')} · {amount(signals.errors, 'error report')}
      </span>
    </span>
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
