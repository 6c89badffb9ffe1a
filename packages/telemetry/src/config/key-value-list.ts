/** Parses `key=value,key=value` with percent-encoded values, the format of OTEL_EXPORTER_OTLP_HEADERS and OTEL_RESOURCE_ATTRIBUTES. */
export function parseKeyValueList(list = ''): Record<string, string> {
  return Object.fromEntries(
    list
      .split(',')
      .filter((entry) => entry.indexOf('=') > 0)
      .map((entry) => {
        const at = entry.indexOf('=')
        return [entry.slice(0, at).trim(), decode(entry.slice(at + 1).trim())]
      }),
  )
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
