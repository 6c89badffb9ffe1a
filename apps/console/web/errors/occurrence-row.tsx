import { useState } from 'react'
import type { ErrorOccurrence } from '../../src/contract/errors.ts'
import { toDate } from '../../src/format/instant.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Stack } from '../components/stack.tsx'
import { Link } from '../routing/link.tsx'
import { formatTime } from '../time/format-time.ts'
import textCss from '../ui/text.module.css'
import css from './errors-page.module.css'

/** One occurrence, expandable to its stack, with a link to its trace. */
export function OccurrenceRow({
  occurrence,
  isFirst,
}: {
  readonly occurrence: ErrorOccurrence
  /** Expanded initially. */
  readonly isFirst: boolean
}) {
  const [open, setOpen] = useState(isFirst)
  const { timeUnixNano, service, title, message, traceId, spanId, exceptions } = occurrence
  const facts = [occurrence.environment, occurrence.codeVersion, occurrence.context]
  return (
    <>
      <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary data-row>
          <time className={textCss.muted} dateTime={toDate(timeUnixNano).toISOString()}>
            {formatTime(timeUnixNano)}
          </time>
          {service !== '' && <ServiceMark service={service} />}
          <span>{title || message}</span>
          <span className={textCss.muted}>{facts.filter((fact) => fact !== '').join(' · ')}</span>
        </summary>
        {open && (
          <div className={css.occurrenceDetail}>
            {exceptions.map((exception, depth) => (
              <Stack key={depth} exception={exception} isCause={depth > 0} />
            ))}
            {exceptions.length === 0 && <pre>{message}</pre>}
            <details>
              <summary>Raw payload</summary>
              <pre>{indentJson(occurrence.data)}</pre>
            </details>
          </div>
        )}
      </details>
      {traceId !== '' && (
        <Link
          className={css.occurrenceTrace}
          href={`/traces/${traceId}${spanId && `?span=${spanId}`}`}
          aria-label={`Trace ${traceId}`}
        >
          trace
        </Link>
      )}
    </>
  )
}

function indentJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
