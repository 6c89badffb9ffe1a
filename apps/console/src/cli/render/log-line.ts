import type { LogLine } from '../../contract/logs.ts'
import { formatInstant } from '../../format/instant.ts'
import { formatLogFields } from '../../format/log-fields.ts'
import { plain, type Terminal } from '../terminal.ts'
import { fit, wrapAfter } from './cell.ts'

const SEVERITY_COLUMNS = 5
const SERVICE_COLUMNS = 16
const SHORT_ID_DIGITS = 8
const WARNING = 13
const ERROR = 17
const GAP = '  '

/** Time, severity, service, trace, text and fields; on a terminal wrapped between words, with 8 digits of the trace ID. */
export function renderLogLine(line: LogLine, { columns, paint }: Terminal): string {
  const { severityNumber, traceId } = line
  const idDigits = Number.isFinite(columns) ? SHORT_ID_DIGITS : 32
  const time = formatInstant(line.timeUnixNano)
  const severity = fit(plain(line.severity), SEVERITY_COLUMNS)
  const service = fit(plain(line.service || '-'), SERVICE_COLUMNS)
  const id = fit(traceId === '' ? '-' : traceId.slice(0, idDigits), idDigits)
  const taken = [time, severity, service, id].reduce(
    (sum, { length }) => sum + length,
    4 * GAP.length,
  )
  const body = plain(`${line.body}  ${formatLogFields(line.attributes)}`).trimEnd()
  const [first = '', ...others] = wrapAfter(taken, body, columns)
  return [
    paint('dim', time),
    severityNumber >= ERROR
      ? paint('red', severity)
      : severityNumber >= WARNING
        ? paint('yellow', severity)
        : severity,
    service,
    paint('cyan', id),
    [first, ...others].join('\n'),
  ].join(GAP)
}
