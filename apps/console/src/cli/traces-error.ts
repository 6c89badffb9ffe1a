/** Something the person at the terminal can act on; printed as one line, exit code 1. */
export class TracesError extends Error {
  override readonly name = 'TracesError'
}
