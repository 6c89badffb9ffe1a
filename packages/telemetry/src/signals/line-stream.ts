/** A destination of log lines, for example Node's `Writable`. */
export interface LineStream {
  /** Receives whole lines, each with its line feed. */
  write(lines: string): unknown
}
