import css from './log-level.module.css'

/** A log level in its own color. */
export function LogLevel({
  severity,
  severityNumber,
}: {
  readonly severity: string
  readonly severityNumber: number
}) {
  return <b className={`${css.level} ${css[nameOf(severityNumber)]}`}>{severity}</b>
}

/** The ranges of OpenTelemetry. */
function nameOf(severityNumber: number): string {
  if (severityNumber >= 21) return 'fatal'
  if (severityNumber >= 17) return 'error'
  if (severityNumber >= 13) return 'warn'
  if (severityNumber >= 9) return 'info'
  return 'debug'
}
