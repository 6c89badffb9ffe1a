import type { SegmentRow } from '../../model/segment-row.ts'

/** Type of a service that sent no segment, derived from a call to it. */
export function inferredType({ Sql, Namespace, Name }: SegmentRow): string {
  if (Sql !== '') return 'Database::SQL'
  return Namespace === 'aws' ? `AWS::${Name}` : 'remote'
}
