/** Segments such as `v2` and `oauth2` have digits and name a resource all the same. */
const wordWithDigits = /^(?:v\d+(?:\.\d+)*|[a-z]+\d{0,2}|[a-z]+(?:[-_.][a-z]+)*\d{0,2})$/i
const idForms = [
  /^\d+$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  /^[a-z]{0,12}[-_.]?\d{2,}$/i,
  /^@[\w.-]+$/,
  // Prefixed IDs, such as cus_9s6XKzkNRiz8i3.
  /^[a-z]{2,6}_(?=.*\d)[a-z\d]{6,}$/i,
]

/** Whether a part of a path names one thing among many. */
export function isId(segment: string): boolean {
  if (segment.length > 200) return true
  if (wordWithDigits.test(segment) && !/^[a-z]+\d{2,}$/i.test(segment)) return false
  return idForms.some((form) => form.test(segment)) || isLongToken(segment)
}

/** Hashes, ULIDs, ObjectIds, dates in slugs, base64: long, with several digits. */
function isLongToken(segment: string): boolean {
  return (
    segment.length >= 12 && /^[\w=~-]+$/.test(segment) && segment.replace(/\D/g, '').length >= 3
  )
}

/** The IDs of a path, in order. */
export function idsOf(path: string): string[] {
  return path.slice(0, 2_000).split('/').filter(isId)
}

/** Parameters whose numbers choose how much is returned, not what. */
const amounts =
  /^(?:limit|size|count|per_?page|page_?size|max(?:_?results)?|top|take|depth|days|v|version)$/i

/** The IDs of a query string, also of lists such as `ids=7,9`. */
export function queryIdsOf(url: string): string[] {
  const start = url.indexOf('?')
  if (start < 0) return []
  return [...new URLSearchParams(url.slice(start, start + 2_000))]
    .filter(([name]) => !amounts.test(name))
    .flatMap(([, value]) => value.split(','))
    .filter(isId)
}

/** The path with `*` for each ID: `/users/42/orders` → `/users/` + `*` + `/orders`. */
export function pathTemplate(path: string): string {
  return path
    .slice(0, 2_000)
    .split('/')
    .map((segment) => (isId(segment) ? '*' : segment))
    .join('/')
}
