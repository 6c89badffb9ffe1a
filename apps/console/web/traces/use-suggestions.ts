import { useQuery } from '@tanstack/react-query'
import { type Writing, writeKey, writeValue } from '../../src/format/where-text.ts'
import { listAttributes, listAttributeValues } from '../api/analysis.ts'

const OPERATORS = ['=', '!=', '>', '<', 'contains', 'like', '=~', 'exists', 'absent']
const MOST = 8

/** Completions at the end of the text. */
export function useSuggestions(writing: Writing | undefined): readonly string[] {
  const { kind, part = '' } = writing ?? {}
  const key = writing?.kind === 'value' ? writing.key : ''
  const containing = part.replace(/^"/, '')
  const options = { staleTime: 30_000, retry: false }
  const keys = useQuery({
    ...options,
    queryKey: ['attributes', containing],
    queryFn: ({ signal }) => listAttributes({ since: '1d', containing, limit: MOST }, signal),
    enabled: kind === 'key',
  })
  const values = useQuery({
    ...options,
    queryKey: ['attribute-values', key, containing],
    queryFn: ({ signal }) =>
      listAttributeValues(key, { since: '1d', containing, limit: MOST }, signal),
    enabled: kind === 'value' && key !== '' && key !== 'duration',
  })
  if (kind === 'operator') return OPERATORS.filter((word) => word.startsWith(part) && word !== part)
  if (kind === 'key') {
    const { fields = [], attributes = [] } = keys.data ?? {}
    return [...fields, ...attributes.map(({ name }) => writeKey(name))].slice(0, MOST)
  }
  if (kind === 'value') return values.data?.values.map(({ name }) => writeValue(name)) ?? []
  return []
}
