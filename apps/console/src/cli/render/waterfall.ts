import type { Trace } from '../../contract/traces.ts'
import { countErrors } from '../../format/count-errors.ts'
import { countOf } from '../../format/count-of.ts'
import { formatDuration, formatTraceDuration } from '../../format/duration.ts'
import { formatInstant } from '../../format/instant.ts'
import { waterfallRows } from '../../format/waterfall-rows.ts'
import { plain, type Terminal } from '../terminal.ts'
import { renderBar } from './bar.ts'
import { fillLines, fit, fitRight, widest, wrapWords } from './cell.ts'
import { createSpanNotes } from './span-notes.ts'
import { treeGuides } from './tree-guides.ts'

const PIPED_COLUMNS = 120
const DURATION_COLUMNS = 9

type Row = Trace['spans'][number] & { readonly onlySegment?: true }

/**
 * A heading, one line per span or segment without a span (service, tree, bar, duration), and under it a line for
 * each status message, Rollbar item and log line. Those without a span are listed last.
 */
export function renderWaterfall(trace: Trace, terminal: Terminal): string[] {
  const columns = Number.isFinite(terminal.columns) ? terminal.columns : PIPED_COLUMNS
  const rows: readonly Row[] = waterfallRows(trace.spans, trace.segments ?? [])
  const services = rows.map((span) => plain(span.service))
  const maxLabelColumns = Math.floor(columns * 0.42)
  const guides = treeGuides(
    rows.map((span) => span.depth),
    Math.floor(maxLabelColumns / 6),
  )
  const labels = rows.map((span, index) => `${guides[index]?.own}${label(span)}`)
  const serviceColumns = widest(services, Math.floor(columns / 5))
  const labelColumns = widest(labels, maxLabelColumns)
  const barColumns = columns - serviceColumns - labelColumns - DURATION_COLUMNS - 6
  const notesOf = createSpanNotes(trace)
  const paintService = servicePainter(services, terminal)

  const lines = rows.flatMap((span, index) => {
    const service = services[index] ?? ''
    const failed = span.status === 'error'
    const name = fit(labels[index] ?? '', labelColumns)
    const bar = renderBar(span, trace, barColumns)
    const line = [
      paintService(service, fit(service, serviceColumns)),
      failed ? terminal.paint('red', name) : name,
      failed ? terminal.paint('red', bar) : paintService(service, bar),
      fitRight(formatDuration(BigInt(span.durationNano)), DURATION_COLUMNS),
    ].join('  ')
    const indent = ' '.repeat(serviceColumns + 2)
    const below = `${guides[index]?.below}  `
    const notes = notesOf
      .span(span.spanId)
      .flatMap(({ text, failed }) =>
        wrapWords(text, columns - indent.length - below.length).map(
          (line) => indent + terminal.paint(failed ? 'red' : 'dim', below + line),
        ),
      )
    return [line, ...notes]
  })
  const known = new Set(rows.map(({ spanId }) => spanId))
  const rest = notesOf
    .outside(known)
    .flatMap(({ text, failed }) =>
      wrapWords(text, columns).map((line) => (failed ? terminal.paint('red', line) : line)),
    )
  return [
    ...heading(trace, rows, terminal, columns),
    '',
    ...lines,
    ...(rest.length === 0 ? [] : [...(lines.length === 0 ? [] : ['']), 'Without a span:', ...rest]),
    ...footnotes(trace, rows, columns),
  ]
}

function heading(
  trace: Trace,
  rows: readonly Row[],
  { paint }: Terminal,
  columns: number,
): string[] {
  const failed = rows.filter((span) => span.status === 'error').length
  const errors = countErrors(trace, failed)
  const otherSignals = [...(trace.logs ?? []), ...(trace.errors ?? [])]
  const services = (rows.length > 0 ? rows : otherSignals).map(({ service }) => service)
  const facts = [
    formatInstant(trace.startUnixNano),
    formatTraceDuration(trace),
    countOf(trace.spans.length, 'span'),
    countOf(new Set(services).size, 'service'),
    errors === 0 ? 'no errors' : paint('red', countOf(errors, 'error')),
  ]
  return [`Trace ${paint('bold', trace.traceId)}`, ...fillLines(facts, ' · ', columns)]
}

function footnotes({ spans, truncated }: Trace, rows: readonly Row[], columns: number): string[] {
  const notes = [
    spans.length === 0 ? 'no spans of this trace were received' : '',
    rows.some((row) => row.status === 'error') ? '✗ failed' : '',
    rows.some((row) => row.orphan) ? '? parent not received' : '',
    rows.some((row) => row.clockSkewNano) ? '⏲ clock skew: outside its caller' : '',
    rows.some((row) => row.onlySegment) ? '⊘ X-Ray only' : '',
    truncated ? `only the first ${spans.length.toLocaleString('en')} spans are shown` : '',
  ].filter((note) => note !== '')
  return notes.length === 0 ? [] : ['', ...fillLines(notes, '   ', columns)]
}

// Marked by a sign and not only by color.
function label({ orphan, clockSkewNano, onlySegment, status, name }: Row): string {
  const signs = [
    orphan && '? ',
    clockSkewNano && '⏲ ',
    onlySegment && '⊘ ',
    status === 'error' && '✗ ',
  ]
  return `${signs.filter(Boolean).join('')}${plain(name)}`
}

function servicePainter(services: readonly string[], { paint }: Terminal) {
  const colors = ['cyan', 'yellow', 'magenta', 'green', 'blue'] as const
  const order = [...new Set(services)]
  return (service: string, text: string) =>
    paint(colors[order.indexOf(service) % colors.length] ?? 'cyan', text)
}
