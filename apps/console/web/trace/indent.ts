const INDENT_PIXELS = 14
/** Deeper rows are indented less and less, so that the name is always visible. */
const MAX_INDENT_PIXELS = 110

/** Approaches a limit: each level is indented, but less the deeper it is. */
export function indentPixels(depth: number): number {
  const share = 1 - Math.exp((-depth * INDENT_PIXELS) / MAX_INDENT_PIXELS)
  return Math.round(MAX_INDENT_PIXELS * share)
}
