import type { TraceSummary } from '../../api/contract.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatInstant } from '../../format/instant.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, fitRight, widest } from './cell.ts'

const WIDE = 110
const SHORT_ID_DIGITS = 16
const GAP = '  '

/**
 * One line per trace. On a terminal narrower than 110 columns the id is cut to its first 16 digits,
 * which `traces <id>` takes as well.
 */
export function renderTraceList(traces: readonly TraceSummary[], terminal: Terminal): string[] {
  const { paint } = terminal
  const idDigits = terminal.columns < WIDE ? SHORT_ID_DIGITS : 32
  const starts = traces.map((trace) => formatInstant(trace.startUnixNano))
  const startColumns = Math.max(5, widest(starts, 23))
  const taken = idDigits + startColumns + 9 + 5 + 6 + GAP.length * 5
  const services = traces.map((trace) => plain(trace.rootService))
  const serviceColumns = Math.max(7, widest(services, 24))
  const operationColumns = Number.isFinite(terminal.columns)
    ? Math.max(8, terminal.columns - taken - serviceColumns - GAP.length)
    : widest(
        traces.map((trace) => plain(trace.rootOperation)),
        200,
      )

  const heading = [
    fit('TRACE', idDigits),
    fit('START', startColumns),
    fitRight('DURATION', 9),
    fitRight('SPANS', 5),
    fitRight('ERRORS', 6),
    fit('SERVICE', serviceColumns),
    fit('OPERATION', operationColumns),
  ]
  const lines = traces.map((trace, index) => {
    const failed = trace.errorCount > 0
    const cells = [
      paint('cyan', trace.traceId.slice(0, idDigits)),
      fit(starts[index] ?? '', startColumns),
      fitRight(formatDuration(BigInt(trace.durationNano)), 9),
      fitRight(`${trace.spanCount}`, 5),
      failed ? paint('red', fitRight(`${trace.errorCount}`, 6)) : fitRight('-', 6),
      fit(services[index] ?? '', serviceColumns),
      fit(plain(trace.rootOperation), operationColumns),
    ]
    return cells.join(GAP).trimEnd()
  })
  return [paint('dim', heading.join(GAP).trimEnd()), ...lines]
}
