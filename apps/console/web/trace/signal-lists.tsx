import type { ReactNode } from 'react'
import type { TraceError, TraceLog, TraceSegment } from '../../src/api/contract.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatInstant } from '../../src/format/instant.ts'
import { formatLogFields } from '../../src/format/log-fields.ts'
import { Link } from '../routing/link.tsx'
import { AttributeTable } from './attribute-table.tsx'
import { CountedSection } from './counted-section.tsx'
import type { Signals } from './trace-signals.ts'
import './signal-lists.css'

const WARNING_SEVERITY = 13

/** Rollbar occurrences, log lines and segments, each expandable to its full content. */
export function SignalLists({ segments, logs, errors }: Signals) {
  return (
    <>
      <SignalList title="Rollbar occurrences" count={errors.length}>
        {errors.map((error) => (
          <RollbarItem key={error.uuid} error={error} />
        ))}
      </SignalList>
      <SignalList title="Log lines" count={logs.length}>
        {logs.map((log, index) => (
          <LogLine key={index} log={log} />
        ))}
      </SignalList>
      <SignalList title="X-Ray" count={segments.length}>
        {segments.map((segment) => (
          <Segment key={segment.segmentId} segment={segment} />
        ))}
      </SignalList>
    </>
  )
}

function SignalList({
  title,
  count,
  children,
}: {
  readonly title: string
  readonly count: number
  readonly children: ReactNode
}) {
  return (
    <CountedSection title={title} count={count}>
      <ul className="signals">{children}</ul>
    </CountedSection>
  )
}

function LogLine({ log }: { readonly log: TraceLog }) {
  const failed = log.severityNumber >= WARNING_SEVERITY
  return (
    <li>
      <details>
        <summary>
          <span className="muted">{formatInstant(log.timeUnixNano)}</span>{' '}
          <b className={failed ? 'failed' : undefined}>{log.severity}</b> {log.body}{' '}
          <span className="muted">{formatLogFields(log.attributes)}</span>
        </summary>
        <AttributeTable attributes={log.attributes} />
      </details>
    </li>
  )
}

function RollbarItem({ error }: { readonly error: TraceError }) {
  const { title, exceptionClass, message, level, environment, codeVersion, context } = error
  const facts = { level, message, context, environment, 'code version': codeVersion }
  const shown = Object.entries(facts).filter(([, value]) => value !== '')
  return (
    <li>
      <details>
        <summary>
          <b className="failed">{exceptionClass || level}</b> {title || message}
        </summary>
        <p>
          <Link href={`/errors/${encodeURIComponent(error.fingerprint)}`}>Show item</Link>
        </p>
        <AttributeTable attributes={Object.fromEntries(shown)} />
        <pre>{indentJson(error.data)}</pre>
      </details>
    </li>
  )
}

function Segment({ segment }: { readonly segment: TraceSegment }) {
  const { name, isSubsegment, inProgress, durationNano, error, fault, throttle } = segment
  const flags = [
    error ? 'error' : '',
    fault ? 'fault' : '',
    throttle ? 'throttle' : '',
    inProgress ? 'in progress' : formatDuration(BigInt(durationNano)),
  ]
  const blocks = Object.entries(segment.blocks).map(([block, json]) => [block, indentJson(json)])
  return (
    <li>
      <details>
        <summary>
          <b>{name}</b> {isSubsegment ? 'subsegment' : 'segment'}{' '}
          <span className="muted">{flags.filter((flag) => flag !== '').join(', ')}</span>
        </summary>
        <AttributeTable title="Annotations" attributes={segment.annotations} open />
        <AttributeTable attributes={Object.fromEntries(blocks)} />
      </details>
    </li>
  )
}

function indentJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return text
  }
}
