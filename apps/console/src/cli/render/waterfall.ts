import type { Trace } from '../../api/contract.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatInstant } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { renderBar } from './bar.ts'
import { fit, fitRight, widest } from './cell.ts'
import { createSpanNotes } from './span-notes.ts'
import { treeGuides } from './tree-guides.ts'

const PIPED_COLUMNS = 120
const DURATION_COLUMNS = 9

type TraceSpan = Trace['spans'][number]

/**
 * A heading, one line per span (service, tree, bar, duration), and under it a line for each thing it
 * said: why it failed, Rollbar items, log lines.
 */
export function renderWaterfall(trace: Trace, terminal: Terminal): string[] {
  const columns = Number.isFinite(terminal.columns) ? terminal.columns : PIPED_COLUMNS
  const services = trace.spans.map((span) => plain(span.service))
  const guides = treeGuides(trace.spans.map((span) => span.depth))
  const labels = trace.spans.map((span, index) => `${guides[index]?.own}${label(span)}`)
  const serviceColumns = widest(services, Math.floor(columns / 5))
  const labelColumns = widest(labels, Math.floor(columns * 0.42))
  const barColumns = columns - serviceColumns - labelColumns - DURATION_COLUMNS - 6
  const notesOf = createSpanNotes(trace)
  const paintService = servicePainter(services, terminal)

  const lines = trace.spans.flatMap((span, index) => {
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
    const notes = notesOf(span.spanId).map((note) => {
      const text = fit(`${guides[index]?.below}  ${note.text}`, columns - indent.length).trimEnd()
      return indent + terminal.paint(note.failed ? 'red' : 'dim', text)
    })
    return [line, ...notes]
  })
  return [...heading(trace, services, terminal), '', ...lines, ...footnotes(trace)]
}

function heading(trace: Trace, services: readonly string[], { paint }: Terminal): string[] {
  const errors = trace.spans.filter((span) => span.status === 'error').length
  const facts = [
    formatInstant(trace.startUnixNano),
    formatDuration(BigInt(trace.durationNano)),
    count(trace.spans.length, 'span'),
    count(new Set(services).size, 'service'),
    errors === 0 ? 'no errors' : paint('red', count(errors, 'error')),
  ]
  return [`Trace ${paint('bold', trace.traceId)}`, facts.join(' · ')]
}

function footnotes({ spans, truncated }: Trace): string[] {
  const notes = [
    spans.some((span) => span.status === 'error') ? '✗ failed' : '',
    spans.some((span) => span.orphan) ? '? its parent has not arrived' : '',
    truncated ? `only the first ${spans.length.toLocaleString('en')} spans are shown` : '',
  ].filter((note) => note !== '')
  return notes.length === 0 ? [] : ['', notes.join('   ')]
}

// Marked by a sign and not only by colour.
function label(span: TraceSpan): string {
  return `${span.orphan ? '? ' : ''}${span.status === 'error' ? '✗ ' : ''}${plain(span.name)}`
}

function servicePainter(services: readonly string[], { paint }: Terminal) {
  const colours = ['cyan', 'yellow', 'magenta', 'green', 'blue'] as const
  const order = [...new Set(services)]
  return (service: string, text: string) =>
    paint(colours[order.indexOf(service) % colours.length] ?? 'cyan', text)
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`
}
