import { InvalidRecordError } from './invalid-record-error.ts'
import { OtlpDecodeError } from './otlp-decode-error.ts'

/** The decoded records of a request. */
export interface DecodedRows<Row> {
  readonly rows: readonly Row[]
  /** Number of invalid spans or log records, which are not among the rows. */
  readonly rejected: number
  /** Rejected records by reason. */
  readonly reasons: ReadonlyMap<string, number>
  /** The same as text; '' when nothing was rejected. */
  readonly rejectedBecause: string
}

export interface RowCollector<Row> {
  /** @param sharedChars size of the resource and scope that the row repeats */
  add(row: Row, sharedChars: number): void
  reject(because: string): void
  /** Runs `read` for one record; an InvalidRecordError rejects that record only. */
  record(read: () => void): void
  finish(): DecodedRows<Row>
}

/** One large resource can be repeated by a million small spans, so rows count with their resource. */
const maxRepeatedChars = 256 * 1024 * 1024
const rowChars = 300
const maxReasons = 5
const otherReasons = 'other reasons'

/** @param noun of a record, such as `span` */
export function collectRows<Row>(noun: string): RowCollector<Row> {
  const rows: Row[] = []
  let chars = 0
  let rejected = 0
  const reasons = new Map<string, number>()
  const collector: RowCollector<Row> = {
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
      const key = reasons.has(because) || reasons.size < maxReasons ? because : otherReasons
      reasons.set(key, (reasons.get(key) ?? 0) + 1)
    },
    record: (read) => {
      try {
        read()
      } catch (error) {
        if (!(error instanceof InvalidRecordError)) throw error
        collector.reject(error.message)
      }
    },
    finish: () => ({ rows, rejected, reasons, rejectedBecause: describe(reasons, noun) }),
  }
  return collector
}

function describe(reasons: ReadonlyMap<string, number>, noun: string): string {
  return Array.from(
    reasons,
    ([because, count]) => `${because} (${count} ${count === 1 ? noun : `${noun}s`})`,
  ).join('; ')
}
