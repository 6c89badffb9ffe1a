import { type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api'

export interface Diagnostics {
  /** How many spans the last answers refused, by OTLP's partial success; reading starts anew. */
  takeRejectedSpans(): number
}

/**
 * Hands OpenTelemetry's own warnings to `warn`. The exporter (0.301) tells of a partial success
 * nowhere but there, so the count is read from the warning.
 */
export function startDiagnostics(warn: (message: string) => void): Diagnostics {
  let rejectedSpans = 0
  const say = (...parts: unknown[]) => {
    if (String(parts[0]).startsWith('Received Partial Success')) {
      rejectedSpans += countRejected(String(parts[1]))
    }
    warn(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '))
  }
  const silent = () => undefined
  const logger: DiagLogger = { error: say, warn: say, info: silent, debug: silent, verbose: silent }
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
  return {
    takeRejectedSpans: () => {
      const taken = rejectedSpans
      rejectedSpans = 0
      return taken
    },
  }
}

function countRejected(json: string): number {
  try {
    return Number(JSON.parse(json).rejectedSpans) || 0
  } catch {
    return 0
  }
}
