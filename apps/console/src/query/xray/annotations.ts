import { type AnnotationValue, annotationValue } from '../../model/annotation.ts'
import type { SegmentRow } from '../../model/segment-row.ts'

/** Annotations of a row with the types in which they were sent. */
export function annotationsOf({
  Annotations,
  Other,
}: Pick<SegmentRow, 'Annotations' | 'Other'>): Record<string, AnnotationValue> {
  const texts = Other.includes('"annotations"') ? JSON.parse(Other).annotations : undefined
  return Object.fromEntries(
    Object.entries(Annotations).map(([key, text]) => [
      key,
      typeof texts === 'object' && Object.hasOwn(texts, key) ? text : annotationValue(text),
    ]),
  )
}
