/** JSON text that is safe on a terminal: `JSON.stringify` leaves DEL and the C1 controls as they are. */
export function renderJson(answer: unknown): string {
  return JSON.stringify(answer, undefined, 2).replace(
    /[\u007f-\u009f]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
