const mostCharacters = 300
const longestValue = 100
/** Told elsewhere: where the line was kept, its trace, and the version that its service runs. */
const notShown = /^(log\.|xray_trace_id$|version$)/

/** What a line says besides its text, as `method=GET status=200`: its short values, in its own order. */
export function formatLogFields(attributes: Readonly<Record<string, unknown>>): string {
  const fields: string[] = []
  let characters = 0
  for (const [key, value] of Object.entries(attributes)) {
    const text = String(value)
    if (notShown.test(key) || text.length > longestValue || text.includes('\n')) continue
    const field = `${key}=${/[\s"=]/.test(text) ? JSON.stringify(text) : text}`
    characters += field.length + 1
    if (characters > mostCharacters) break
    fields.push(field)
  }
  return fields.join(' ')
}
