import type { Binder } from '../binder.ts'

const maxSegments = 12

/**
 * SQL of a field of a JSON message as Nullable(String): texts as they are, everything else as JSON. A name
 * with dots is a path, with numbers as indexes from 0, or else a key with dots.
 */
export function jsonFieldSql(name: string, { bind }: Pick<Binder, 'bind'>): string {
  const segments = name.split('.')
  if (segments.length === 1 || segments.length > maxSegments) return at([bind(name, 'String')])
  const keys = at(segments.map((segment) => bind(segment, 'String')))
  const hasIndex = segments.some(isIndex)
  const indexes = hasIndex
    ? [at(segments.map((one) => (isIndex(one) ? `${Number(one) + 1}` : bind(one, 'String'))))]
    : []
  return `coalesce(${[keys, ...indexes, at([bind(name, 'String')])].join(', ')})`
}

function isIndex(segment: string): boolean {
  return /^\d{1,6}$/.test(segment)
}

function at(path: readonly string[]): string {
  const place = `message, ${path.join(', ')}`
  const value = `if(JSONType(${place}) = 'String', JSONExtractString(${place}), JSONExtractRaw(${place}))`
  return `if(JSONType(${place}) = 'Null', NULL, ${value})`
}
