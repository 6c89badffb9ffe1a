export type AnnotationValue = string | number | boolean

/**
 * Rows store annotations as text. Text that is the exact form of a number or boolean is read back as
 * that type, unless the `annotations` of the row's `Other` list it as text.
 */
export function annotationValue(text: string): AnnotationValue {
  if (text === 'true' || text === 'false') return text === 'true'
  const number = Number(text)
  return text !== '' && String(number) === text ? number : text
}
