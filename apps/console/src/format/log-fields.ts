const maxCharacters = 300
const longestValue = 100
/** Shown elsewhere: log group and stream, trace ID and service version. */
const notShown = /^(log\.|xray_trace_id$|version$)/

/** The short attributes of a line in their order, as `method=GET status=200`. */
export function formatLogFields(attributes: Readonly<Record<string, unknown>>): string {
  const fields: string[] = []
  let characters = 0
  for (const [key, value] of Object.entries(attributes)) {
    const text = String(value)
    if (notShown.test(key) || text.length > longestValue || text.includes('\n')) continue
    const field = `${key}=${/[\s"=]/.test(text) ? JSON.stringify(text) : text}`
    characters += field.length + 1
    if (characters > maxCharacters) break
    fields.push(field)
  }
  return fields.join(' ')
}
