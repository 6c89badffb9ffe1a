/**
 * Lines in UTF-8, each with its line feed: one chunk for pino-cloudwatch, which asks it for its text
 * and hands that on. They stay bytes, because a batch's worth of texts is what a thread with little
 * memory of its own spends most of its time on.
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
