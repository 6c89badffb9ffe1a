import type { SegmentRow } from '../../model/segment-row.ts'

export interface SegmentException {
  readonly name: string
  readonly message: string
}

/** Exceptions in the `cause` of a segment; a cause that is an ID refers to the exception of another segment. */
export function exceptionsOf({ Cause }: Pick<SegmentRow, 'Cause'>): SegmentException[] {
  const exceptions = Cause.startsWith('{') ? JSON.parse(Cause).exceptions : undefined
  if (!Array.isArray(exceptions)) return []
  return exceptions
    .filter((exception) => typeof exception?.message === 'string')
    .map(({ type, message }) => ({ name: typeof type === 'string' ? type : '', message }))
}
