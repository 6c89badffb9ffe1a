import type { ReactNode } from 'react'
import type { TraceError, TraceLog, TraceSegment } from '../../src/contract/signals.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { readExceptions } from '../../src/format/exceptions.ts'
import { LogLevel } from '../components/log-level.tsx'
import { Stack } from '../components/stack.tsx'
import { StatusCode } from '../components/status-code.tsx'
import { otherFields, requestOf } from '../logs/log-text.ts'
import { Link } from '../routing/link.tsx'
import { formatTime } from '../time/format-time.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import textCss from '../ui/text.module.css'
import { AttributeTable } from './attribute-table.tsx'
import { CountedSection } from './counted-section.tsx'
import css from './signal-lists.module.css'
import type { Signals } from './trace-signals.ts'

/** Rollbar occurrences, log lines and segments, each expandable to its full content. */
export function SignalLists({ segments, logs, errors }: Signals) {
  return (
    <>
      <SignalList title="Rollbar occurrences" count={errors.length}>
        {errors.map((error) => (
          <RollbarOccurrence key={error.uuid} error={error} />
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
      <ul className={css.list}>{children}</ul>
    </CountedSection>
  )
}

function LogLine({ log }: { readonly log: TraceLog }) {
  const request = requestOf(log.attributes)
  return (
    <li>
      <Disclosure
        look="row"
        summary={
          <>
            <span className={textCss.muted}>{formatTime(log.timeUnixNano)}</span>{' '}
            <LogLevel {...log} />{' '}
            {request === undefined ? (
              log.body
            ) : (
              <>
                {request.method} {request.route} <StatusCode code={request.status} />{' '}
                {request.duration}
              </>
            )}{' '}
            <span className={textCss.muted}>
              {otherFields(log.attributes, request !== undefined)}
            </span>
          </>
        }
      >
        {request !== undefined && <p>{log.body}</p>}
        <AttributeTable attributes={log.attributes} />
      </Disclosure>
    </li>
  )
}

function RollbarOccurrence({ error }: { readonly error: TraceError }) {
  const { title, exceptionClass, message, level, environment, codeVersion, context } = error
  const facts = { level, message, context, environment, 'code version': codeVersion }
  const shown = Object.entries(facts).filter(([, value]) => value !== '')
  const exceptions = readExceptions(error.data)
  return (
    <li>
      <Disclosure
        open
        look="row"
        summary={
          <>
            <b className={textCss.failed}>{exceptionClass || level}</b> {title || message}
          </>
        }
      >
        <p>
          <Link className={css.item} href={`/errors/${encodeURIComponent(error.fingerprint)}`}>
            Show item
          </Link>
        </p>
        {exceptions.map((exception, depth) => (
          <Stack key={depth} exception={exception} isCause={depth > 0} />
        ))}
        <AttributeTable attributes={Object.fromEntries(shown)} />
        <Disclosure look="row" summary="Raw payload">
          <pre>{indentJson(error.data)}</pre>
        </Disclosure>
      </Disclosure>
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
      <Disclosure
        look="row"
        summary={
          <>
            <b>{name}</b> {isSubsegment ? 'subsegment' : 'segment'}{' '}
            <span className={textCss.muted}>{flags.filter((flag) => flag !== '').join(', ')}</span>
          </>
        }
      >
        <AttributeTable title="Annotations" attributes={segment.annotations} open />
        <AttributeTable attributes={Object.fromEntries(blocks)} />
      </Disclosure>
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
