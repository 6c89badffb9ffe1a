import { useQuery } from '@tanstack/react-query'
import { printKey, printValue } from '../../src/query-language/print-where.ts'
import type { Completion } from '../../src/query-language/syntax.ts'
import { client } from '../api/client.ts'

const MOST = 8

/** Completions at the end of the text. */
export function useSuggestions(writing: Completion | undefined): readonly string[] {
  const { kind, part = '', words = [] } = writing ?? {}
  const key = writing?.kind === 'value' ? writing.key : ''
  const containing = part.replace(/^"/, '')
  const options = { staleTime: 30_000, retry: false }
  const keys = useQuery({
    ...options,
    queryKey: ['attributes', containing],
    queryFn: ({ signal }) =>
      client.listAttributes({ since: '1d', containing, limit: MOST }, { signal }),
    enabled: kind === 'key',
  })
  const values = useQuery({
    ...options,
    queryKey: ['attribute-values', key, containing],
    queryFn: ({ signal }) =>
      client.listAttributeValues(key, { since: '1d', containing, limit: MOST }, { signal }),
    enabled: kind === 'value' && words.length === 0 && key !== 'duration',
  })
  if (kind === 'key') {
    const { fields = [], attributes = [] } = keys.data ?? {}
    return [...fields, ...attributes.map(({ name }) => printKey(name))].slice(0, MOST)
  }
  if (kind === 'value' && words.length === 0)
    return values.data?.values.map(({ name }) => printValue(name)) ?? []
  // Nothing is written after a complete test until the reader begins a word.
  if (kind === 'connector' && part === '') return []
  return words.filter((word) => word.toLowerCase().startsWith(part.toLowerCase()) && word !== part)
}
