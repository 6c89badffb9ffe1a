import type { TraceSummary } from '../../contract/traces.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatInstant } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, WIDE_COLUMNS, widest } from './cell.ts'

const SHORT_ID_DIGITS = 12
const GAP = '  '
const UNBOUNDED_OPERATION_COLUMNS = 200

/** A heading and a way to write each trace under it. */
export interface TraceTable {
  readonly heading: string
  row(trace: TraceSummary): string
}

/**
 * One line per trace, in columns that suit the given ones. On a terminal narrower than 110 columns
 * the id is cut to its first 12 digits, which `traces <id>` takes as well, the time to seconds, and
 * spans are not counted.
 */
export function createTraceTable(
  traces: readonly TraceSummary[],
  { columns, paint }: Terminal,
): TraceTable {
  const isWide = columns >= WIDE_COLUMNS
  const idDigits = isWide ? 32 : SHORT_ID_DIGITS
  const startOf = ({ startUnixNano }: TraceSummary) => {
    const instant = formatInstant(startUnixNano)
    return isWide ? instant : instant.replace(/\.\d+$/, '')
  }
  const startColumns = Math.max(isWide ? 12 : 8, widest(traces.map(startOf), 23))
  const serviceColumns = Math.max(
    7,
    widest(
      traces.map((trace) => plain(trace.rootService)),
      24,
    ),
  )
  const spansColumns = isWide ? 5 + GAP.length : 0
  const taken = idDigits + startColumns + 9 + spansColumns + 6 + serviceColumns + GAP.length * 5
  const operationColumns = Number.isFinite(columns)
    ? Math.max(8, columns - taken)
    : UNBOUNDED_OPERATION_COLUMNS
  const heading = [
    fit('TRACE', idDigits),
    fit('START', startColumns),
    fitRight('DURATION', 9),
    ...(isWide ? [fitRight('SPANS', 5)] : []),
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
        fit(startOf(trace), startColumns),
        fitRight(formatDuration(BigInt(trace.durationNano)), 9),
        ...(isWide ? [fitRight(`${trace.spanCount}`, 5)] : []),
        failed ? paint('red', fitRight(`${trace.errorCount}`, 6)) : fitRight('-', 6),
        fit(plain(trace.rootService), serviceColumns),
        fit(plain(trace.rootOperation), operationColumns).trimEnd(),
      ]
      return cells.join(GAP)
    },
  }
}
