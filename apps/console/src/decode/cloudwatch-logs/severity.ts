interface Severity {
  readonly SeverityText: string
  readonly SeverityNumber: number
}

/** pino's levels and the first severity number of each OpenTelemetry range. */
const levels = [
  { level: 60, text: 'FATAL', number: 21 },
  { level: 50, text: 'ERROR', number: 17 },
  { level: 40, text: 'WARN', number: 13 },
  { level: 30, text: 'INFO', number: 9 },
  { level: 20, text: 'DEBUG', number: 5 },
  { level: 10, text: 'TRACE', number: 1 },
] as const

/** Severity of a `level`: pino's number or a name. Custom numbers map to the next lower level. */
export function readSeverity(level: unknown): Severity {
  const found = levels.find((known) =>
    typeof level === 'number'
      ? level >= known.level
      : typeof level === 'string' && level.toUpperCase() === known.text,
  )
  if (found !== undefined) return { SeverityText: found.text, SeverityNumber: found.number }
  return { SeverityText: typeof level === 'string' ? level.slice(0, 32) : '', SeverityNumber: 0 }
}
