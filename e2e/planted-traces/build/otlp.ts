/** Values of OTLP JSON. */
export function toAttributes(
  values: Readonly<Record<string, string | number | boolean>>,
): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : { intValue: String(value) },
  }))
}

/** Nanoseconds of a moment in milliseconds after another. */
export function toNanos(startMillis: number, at: number): string {
  return String(BigInt(startMillis) * 1_000_000n + BigInt(Math.round(at * 1e6)))
}
