/** Something the person at the terminal can act on; printed as one line. */
export class TracesError extends Error {
  override readonly name = 'TracesError'
  readonly exitCode: number

  constructor(message: string, { cause, exitCode = 1 }: ErrorOptions & { exitCode?: number } = {}) {
    super(message, { cause })
    this.exitCode = exitCode
  }
}
