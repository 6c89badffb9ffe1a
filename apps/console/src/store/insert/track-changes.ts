import type { ChangeListener } from '../../model/changes.ts'
import type { RowSink } from '../../model/row-sink.ts'

/** Counts inserts, so that readers know whether the data changed, and names the traces that did. */
export function trackChanges(sink: RowSink) {
  const startedAt = Date.now().toString(36)
  const listeners: ChangeListener[] = []
  let count = 0
  const add: ChangeListener = (rows) => {
    count += 1
    for (const listener of listeners) listener(rows)
  }
  const tracked: RowSink = {
    // Also after a failure: the engine may have stored a part.
    insert: (kind, rows) => sink.insert(kind, rows).finally(() => add(rows)),
  }
  return {
    sink: tracked,
    clear: () => add(undefined),
    version: () => `${startedAt}-${count}`,
    onChange: (listener: ChangeListener) => {
      listeners.push(listener)
    },
  }
}
