import { type DiagLogger, DiagLogLevel, diag } from '@opentelemetry/api'
import type { SpansConfig } from './variables.ts'

export type LogDiagnostic = (level: 'warn' | 'info', message: string) => void

/** Logs the messages of OpenTelemetry itself. Below warnings they are lines of level info, or `LOG_LEVEL` would hide them. */
export function startDiagnostics(level: SpansConfig['logLevel'], log: LogDiagnostic): void {
  const at =
    (logged: 'warn' | 'info') =>
    (...parts: unknown[]) =>
      log(logged, parts.map(textOf).join(' '))
  const logger: DiagLogger = {
    error: at('warn'),
    warn: at('warn'),
    info: at('info'),
    debug: at('info'),
    verbose: at('info'),
  }
  const logLevel = DiagLogLevel[level.toUpperCase() as keyof typeof DiagLogLevel]
  diag.setLogger(logger, { logLevel, suppressOverrideMessage: true })
}

function textOf(part: unknown): string {
  if (part instanceof Error) return part.message
  if (typeof part !== 'object' || part === null) return String(part)
  try {
    return JSON.stringify(part)
  } catch {
    return String(part)
  }
}
