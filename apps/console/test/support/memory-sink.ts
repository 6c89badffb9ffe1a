import { OverloadedError, type RowSink, type Rows } from '../../src/model/row-sink.ts'

export interface MemorySink extends RowSink {
  readonly rows: { readonly [Kind in keyof Rows]: Rows[Kind][] }
  /** Inserts of each call until set back; `fail` throws its argument. */
  behave(behavior: 'keep' | 'overload' | Error): void
}

/** A sink that keeps rows in memory and fails on request. */
export function createMemorySink(): MemorySink {
  const rows: MemorySink['rows'] = {
    ...{ spans: [], logs: [], segments: [], errors: [] },
    ...{ gauges: [], sums: [], histograms: [], exponentialHistograms: [], summaries: [] },
  }
  let behavior: 'keep' | 'overload' | Error = 'keep'
  return {
    rows,
    behave(next) {
      behavior = next
    },
    async insert(kind, added) {
      await Promise.resolve()
      if (behavior === 'overload') throw new OverloadedError('full', 0.05)
      if (behavior instanceof Error) throw behavior
      for (const row of added) (rows[kind] as unknown[]).push(row)
    },
  }
}
