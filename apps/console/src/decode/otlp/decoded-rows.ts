import { OtlpDecodeError } from './otlp-decode-error.ts'

/** What a request held. */
export interface DecodedRows<Row> {
  readonly rows: readonly Row[]
  /** Spans or log records that break the specification and are not among the rows. */
  readonly rejected: number
  /** Why, for a person; '' when nothing was rejected. */
  readonly rejectedBecause: string
}

export interface RowCollector<Row> {
  /** @param sharedChars size of what the row repeats of its resource and scope */
  add(row: Row, sharedChars: number): void
  reject(because: string): void
  finish(): DecodedRows<Row>
}

/** A body of 64 MiB may name one large resource for a million small spans: rows are counted with what they repeat. */
const maxRepeatedChars = 256 * 1024 * 1024
const rowChars = 300

export function collectRows<Row>(): RowCollector<Row> {
  const rows: Row[] = []
  let chars = 0
  let rejected = 0
  const reasons = new Set<string>()
  return {
    add: (row, sharedChars) => {
      chars += sharedChars + rowChars
      if (chars > maxRepeatedChars)
        throw new OtlpDecodeError(
          'too-large',
          'The request unfolds to more than 256 MiB: send smaller batches',
        )
      rows.push(row)
    },
    reject: (because) => {
      rejected++
      reasons.add(because)
    },
    finish: () => ({ rows, rejected, rejectedBecause: [...reasons].join('; ') }),
  }
}
