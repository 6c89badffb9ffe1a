/**
 * UTF-8 lines, each with its line feed: one chunk for pino-cloudwatch, which calls `toString` and passes
 * the result on. They stay bytes, because converting batches to strings dominates the time of a worker
 * thread with little memory.
 */
export class LogLines {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  toString(): LogLines {
    return this
  }
}
