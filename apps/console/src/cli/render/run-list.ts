import type { Run } from '../../contract/runs.ts'
import { countArrived } from '../../format/arrived.ts'
import { formatCount, formatErrors } from '../../format/figures.ts'
import { formatAge } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'

const SHORT_ID_DIGITS = 8
/** Width of complete IDs. */
const WHOLE_ID_COLUMNS = 150
const MIN_SIGNAL_COLUMNS = 20
const GAP = '  '
const NO_SPANS = 'no spans'

/**
 * One line per start of a service: name, time, requests and errors, received signals. A terminal
 * narrower than 150 columns shows the first 8 digits, which `--run` takes as well, and not where it
 * ran; at 80 columns the counts of signals are left out.
 */
export function renderRunList(runs: readonly Run[], { columns, paint }: Terminal): string[] {
  const isWide = columns >= WHOLE_ID_COLUMNS
  const column = (title: string, textOf: (run: Run) => string, limit: number) => {
    const texts = runs.map((run) => plain(textOf(run)))
    const width = Math.max(title.length, widest(texts, limit))
    return [title, ...texts].map((text) => fit(text, width))
  }
  const figures = isWide ? ([10, 14] as const) : ([8, 10] as const)
  const before = [
    column('SERVICE', ({ service }) => service, isWide ? 40 : 15),
    column(
      'RUN',
      ({ instanceId }) => (isWide ? instanceId : instanceId.slice(0, SHORT_ID_DIGITS)),
      60,
    ),
    column('VERSION', ({ version }) => version || '-', isWide ? 20 : 7),
    column('STARTED', ({ firstSeenUnixNano }) => formatAge(firstSeenUnixNano), 10),
    column('LAST SEEN', ({ lastSeenUnixNano }) => formatAge(lastSeenUnixNano), 10),
  ]
  const where = column('WHERE', ({ host, pid }) => [host, pid].filter(Boolean).join(', '), 40)
  const used = before.reduce((sum, [title = '']) => sum + title.length + GAP.length, 0)
  const whereColumns = isWide ? (where[0] ?? '').length + GAP.length : 0
  const left = columns - used - figures[0] - figures[1] - 2 * GAP.length - whereColumns
  const signals = ['ARRIVED', ...runs.map(countArrived)]
  return signals.map((arrived, index) => {
    const run = runs[index - 1]
    const cells = [
      ...before.map((texts) => texts[index] ?? ''),
      ...(run === undefined ? headings(figures) : requests(run, figures, paint)),
      ...(isWide ? [where[index] ?? ''] : []),
      ...(left >= MIN_SIGNAL_COLUMNS ? [within(arrived, left)] : []),
    ]
    const line = cells.join(GAP).trimEnd()
    return run === undefined ? paint('dim', line) : line
  })
}

type Figures = readonly [requests: number, errors: number]

const headings = (figures: Figures) => [
  fitRight('REQUESTS', figures[0]),
  fitRight('ERRORS', figures[1]),
]

/** Requests are counted by spans, so without spans they are unknown. */
function requests(run: Run, figures: Figures, paint: Terminal['paint']): string[] {
  const { spanCount, requestCount: count, errorCount, estimated } = run
  if (spanCount === 0)
    return [paint('dim', fitRight(NO_SPANS, figures[0] + GAP.length + figures[1]))]
  const errors = fitRight(formatErrors({ count, errorCount, estimated }), figures[1])
  return [
    fitRight(formatCount({ count, estimated }), figures[0]),
    errorCount === 0 ? errors : paint('red', errors),
  ]
}

const within = (text: string, columns: number) =>
  Number.isFinite(columns) ? fit(text, columns) : text
