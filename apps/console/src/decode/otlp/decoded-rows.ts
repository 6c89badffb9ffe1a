import { OtlpDecodeError } from './otlp-decode-error.ts'

/** The decoded records of a request. */
export interface DecodedRows<Row> {
  readonly rows: readonly Row[]
  /** Number of invalid spans or log records, which are not among the rows. */
  readonly rejected: number
  /** Reasons of the rejections; '' when nothing was rejected. */
  readonly rejectedBecause: string
}

export interface RowCollector<Row> {
  /** @param sharedChars size of the resource and scope that the row repeats */
  add(row: Row, sharedChars: number): void
  reject(because: string): void
  finish(): DecodedRows<Row>
}

/** One large resource can be repeated by a million small spans, so rows count with their resource. */
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
          'The decoded request exceeds 256 MiB: send smaller batches',
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
