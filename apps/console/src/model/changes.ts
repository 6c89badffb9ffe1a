import type { Rows } from './row-sink.ts'

/** Called after rows are stored, or with `undefined` after all data is deleted. */
export type ChangeListener = (rows: readonly Rows[keyof Rows][] | undefined) => void

export interface Changes {
  onChange(listener: ChangeListener): void
}
