/** JSON text over several lines, for one answer. */
export function renderJson(answer: unknown): string {
  return escapeControls(JSON.stringify(answer, undefined, 2))
}

/** JSON text on one line, for answers that follow each other. */
export function renderJsonLine(answer: unknown): string {
  return escapeControls(JSON.stringify(answer))
}

// JSON.stringify leaves DEL and the C1 controls as they are, and a terminal would obey them.
function escapeControls(json: string): string {
  return json.replace(
    /[\u007f-\u009f]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
