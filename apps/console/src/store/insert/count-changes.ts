import type { RowSink } from '../../model/row-sink.ts'

/** Counts inserts, so that readers know whether the data changed. */
export function countChanges(sink: RowSink) {
  const startedAt = Date.now().toString(36)
  let count = 0
  const add = () => {
    count += 1
  }
  const counted: RowSink = {
    // Also after a failure: the engine may have stored a part.
    insert: (kind, rows) => sink.insert(kind, rows).finally(add),
  }
  return { sink: counted, add, version: () => `${startedAt}-${count}` }
}
