/** JSON text over several lines, for one result. */
export function renderJson(result: unknown): string {
  return escapeControls(JSON.stringify(result, undefined, 2))
}

/** JSON text on one line, for a stream of results. */
export function renderJsonLine(result: unknown): string {
  return escapeControls(JSON.stringify(result))
}

// JSON.stringify leaves DEL and the C1 controls as they are, and a terminal would execute them.
function escapeControls(json: string): string {
  return json.replace(
    /[\u007f-\u009f]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
