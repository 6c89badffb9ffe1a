export type AnnotationValue = string | number | boolean

/**
 * Rows keep annotations as text. A text stands for the number or the truth that is written exactly
 * so; one that was sent as text all the same is named in the `annotations` of the row's `Other`.
 */
export function annotationValue(text: string): AnnotationValue {
  if (text === 'true' || text === 'false') return text === 'true'
  const number = Number(text)
  return text !== '' && String(number) === text ? number : text
}
