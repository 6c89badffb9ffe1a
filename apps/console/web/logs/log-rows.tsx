import { type RefObject, useState } from 'react'
import type { LogLine } from '../../src/api/contract-logs.ts'
import { formatInstant, toDate } from '../../src/format/instant.ts'
import { formatLogFields } from '../../src/format/log-fields.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import { AttributeTable } from '../trace/attribute-table.tsx'
import { lineKey } from './use-log-lines.ts'

const WARNING_SEVERITY = 13

/** Log lines, each expandable to its attributes, with a link to its trace. */
export function LogRows({
  lines,
  listRef,
}: {
  readonly lines: readonly LogLine[]
  readonly listRef: RefObject<HTMLOListElement | null>
}) {
  return (
    <ol ref={listRef} className="log-rows">
      {lines.map((line) => (
        <li key={lineKey(line)}>
          <LogRow line={line} />
        </li>
      ))}
    </ol>
  )
}

function LogRow({ line }: { readonly line: LogLine }) {
  const { timeUnixNano, severity, severityNumber, service, body, traceId, spanId } = line
  const [open, setOpen] = useState(false)
  const where = line.group && { 'log group': line.group, 'log stream': line.stream }
  return (
    <>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary data-row>
          <time className="muted" dateTime={toDate(timeUnixNano).toISOString()}>
            {formatInstant(timeUnixNano)}
          </time>
          <b className={severityNumber >= WARNING_SEVERITY ? 'failed' : 'muted'}>{severity}</b>
          <span className="log-service">{service !== '' && <ServiceMark service={service} />}</span>
          <span className="log-body">
            {body} <span className="log-fields">{formatLogFields(line.attributes)}</span>
          </span>
        </summary>
        {open && (
          <div className="log-detail">
            <pre>{body}</pre>
            <AttributeTable title="Attributes" attributes={line.attributes} open />
            <AttributeTable title="Resource" attributes={{ ...line.resource, ...where }} />
          </div>
        )}
      </details>
      {traceId !== '' && (
        <Link
          className="log-trace"
          href={`/traces/${traceId}${spanId && `?span=${spanId}`}`}
          aria-label={`Trace ${traceId}`}
        >
          trace
        </Link>
      )}
    </>
  )
}
