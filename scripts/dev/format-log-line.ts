import { styleText } from 'node:util'

interface LogLine {
  readonly level?: string
  readonly msg?: string
  readonly method?: string
  readonly route?: string
  readonly status?: number
  readonly duration_ms?: number
  readonly trace_id?: string
  readonly err?: { readonly message?: string; readonly stack?: string }
}

const COLORS = { warn: 'yellow', error: 'red', fatal: 'red' } as const

/** A JSON log line as one short line for a terminal. Other text stays as it is. */
export function formatLogLine(text: string): string {
  const line = parse(text)
  if (line === undefined) return text
  const { level = 'info', msg, method, route, status, duration_ms, trace_id, err } = line
  const duration = duration_ms === undefined ? undefined : `${Math.round(duration_ms)} ms`
  const request = method && [method, route, status, duration]
  const parts = [
    ...(level === 'info' || request ? [] : [level]),
    ...(request || []),
    ...(msg && msg !== 'request completed' ? [msg] : []),
    ...(err?.message && err.message !== msg ? [err.message] : []),
    ...(trace_id ? ['', trace_id] : []),
  ]
  const short = parts.filter((part) => part !== undefined).join(' ')
  const color = COLORS[level as keyof typeof COLORS]
  return color ? styleText(color, short, { validateStream: false }) : short
}

function parse(text: string): LogLine | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
