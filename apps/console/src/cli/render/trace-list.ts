import type { TraceSummary } from '../../api/contract.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatInstant } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'

const WIDE = 110
const SHORT_ID_DIGITS = 16
const GAP = '  '
const UNBOUNDED_OPERATION_COLUMNS = 200

/** A heading and a way to write each trace under it. */
export interface TraceTable {
  readonly heading: string
  row(trace: TraceSummary): string
}

/**
 * One line per trace, in columns that suit the given ones. On a terminal narrower than 110 columns
 * the id is cut to its first 16 digits, which `traces <id>` takes as well.
 */
export function createTraceTable(
  traces: readonly TraceSummary[],
  { columns, paint }: Terminal,
): TraceTable {
  const idDigits = columns < WIDE ? SHORT_ID_DIGITS : 32
  const startColumns = Math.max(
    12,
    widest(
      traces.map((trace) => formatInstant(trace.startUnixNano)),
      23,
    ),
  )
  const serviceColumns = Math.max(
    7,
    widest(
      traces.map((trace) => plain(trace.rootService)),
      24,
    ),
  )
  const taken = idDigits + startColumns + 9 + 5 + 6 + serviceColumns + GAP.length * 6
  const operationColumns = Number.isFinite(columns)
    ? Math.max(8, columns - taken)
    : UNBOUNDED_OPERATION_COLUMNS
  const heading = [
    fit('TRACE', idDigits),
    fit('START', startColumns),
    fitRight('DURATION', 9),
    fitRight('SPANS', 5),
    fitRight('ERRORS', 6),
    fit('SERVICE', serviceColumns),
    'OPERATION',
  ]
  return {
    heading: paint('dim', heading.join(GAP)),
    row(trace) {
      const failed = trace.errorCount > 0
      const cells = [
        paint('cyan', trace.traceId.slice(0, idDigits)),
        fit(formatInstant(trace.startUnixNano), startColumns),
        fitRight(formatDuration(BigInt(trace.durationNano)), 9),
        fitRight(`${trace.spanCount}`, 5),
        failed ? paint('red', fitRight(`${trace.errorCount}`, 6)) : fitRight('-', 6),
        fit(plain(trace.rootService), serviceColumns),
        fit(plain(trace.rootOperation), operationColumns).trimEnd(),
      ]
      return cells.join(GAP)
    },
  }
}
