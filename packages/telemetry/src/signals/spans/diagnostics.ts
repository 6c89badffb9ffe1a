import { type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api'

/** Hands OpenTelemetry's own warnings and errors to `warn`. */
export function startDiagnostics(warn: (message: string) => void): void {
  const say = (...parts: unknown[]) =>
    warn(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '))
  const silent = () => undefined
  const logger: DiagLogger = { error: say, warn: say, info: silent, debug: silent, verbose: silent }
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
}
