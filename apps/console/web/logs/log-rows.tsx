import { type RefObject, useState } from 'react'
import type { LogLine } from '../../src/contract/logs.ts'
import { formatExactInstant } from '../../src/format/instant.ts'
import { LogLevel } from '../components/log-level.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { StatusCode } from '../components/status-code.tsx'
import { Link } from '../routing/link.tsx'
import { formatTime } from '../time/format-time.ts'
import { AttributeTable } from '../trace/attribute-table.tsx'
import textCss from '../ui/text.module.css'
import { linesAround } from './lines-around.ts'
import css from './log-rows.module.css'
import { otherFields, requestOf } from './log-text.ts'
import { lineKey } from './use-log-lines.ts'

/** Log lines, each expandable to its attributes, with a link to its trace. */
export function LogRows({
  lines,
  columns,
  listRef,
}: {
  readonly lines: readonly LogLine[]
  /** Attributes shown on each line instead of all fields. */
  readonly columns: readonly string[]
  readonly listRef: RefObject<HTMLOListElement | null>
}) {
  return (
    <ol ref={listRef} className={css.rows} data-log-rows>
      {lines.map((line) => (
        <li key={lineKey(line)}>
          <LogRow line={line} columns={columns} />
        </li>
      ))}
    </ol>
  )
}

function LogRow({
  line,
  columns,
}: {
  readonly line: LogLine
  readonly columns: readonly string[]
}) {
  const { timeUnixNano, service, body, traceId, spanId } = line
  const [open, setOpen] = useState(false)
  const where = line.group && { 'log group': line.group, 'log stream': line.stream }
  return (
    <>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary data-row>
          <time className={textCss.muted} dateTime={formatExactInstant(timeUnixNano)}>
            {formatTime(timeUnixNano)}
          </time>
          <LogLevel {...line} />
          <span className={css.service}>{service !== '' && <ServiceMark service={service} />}</span>
          <LineText line={line} columns={columns} />
        </summary>
        {open && (
          <div className={css.detail}>
            <pre>{body}</pre>
            <p>
              <Link href={linesAround(line)}>Show surrounding lines</Link>
            </p>
            <AttributeTable title="Attributes" attributes={line.attributes} open />
            <AttributeTable title="Resource" attributes={{ ...line.resource, ...where }} />
          </div>
        )}
      </details>
      {traceId !== '' && (
        <Link
          className={css.trace}
          href={`/traces/${traceId}${spanId && `?span=${spanId}`}`}
          aria-label={`Trace ${traceId}`}
        >
          trace
        </Link>
      )}
    </>
  )
}

function LineText({
  line,
  columns,
}: {
  readonly line: LogLine
  readonly columns: readonly string[]
}) {
  const { body, attributes } = line
  const request = requestOf(attributes)
  return (
    <span className={css.body} data-log-body>
      {request !== undefined ? (
        <>
          <strong>
            {request.method} {request.route}
          </strong>{' '}
          <StatusCode code={request.status} /> {request.duration}{' '}
          <span className={css.fields}>{body} </span>
        </>
      ) : (
        `${body} `
      )}
      <span className={css.fields}>
        {columns.length > 0
          ? columns
              .map((key) => `${key}=${attributes[key] ?? line.resource[key] ?? '–'}`)
              .join('  ')
          : otherFields(attributes, request !== undefined)}
      </span>
    </span>
  )
}
