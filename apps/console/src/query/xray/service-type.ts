import type { SegmentRow } from '../../model/segment-row.ts'

/** Type of a service that is known by a call to it alone. */
export function inferredType({ Sql, Namespace, Name }: SegmentRow): string {
  if (Sql !== '') return 'Database::SQL'
  return Namespace === 'aws' ? `AWS::${Name}` : 'remote'
}
