import { completeWhere } from '../../src/query-language/syntax.ts'
import { Combobox } from '../ui/combobox.tsx'
import { useSuggestions } from './use-suggestions.ts'

/** Filter expression over any attribute, with completion of keys, operators and values. */
export function WhereField({
  value,
  placeholder = 'e.g. http.route = "/api/activities/home" AND NOT duration < 200ms',
  onCommit,
}: {
  readonly value: string
  readonly placeholder?: string
  readonly onCommit: (value: string) => void
}) {
  return (
    <Combobox
      label="Where"
      mono
      value={value}
      placeholder={placeholder}
      maxLength={4_000}
      useOptions={useWhereOptions}
      complete={(text, option) => {
        const part = completeWhere(text)?.part ?? ''
        return `${text.slice(0, text.length - part.length)}${option} `
      }}
      onCommit={onCommit}
    />
  )
}

function useWhereOptions(text: string | undefined): readonly string[] {
  return useSuggestions(text === undefined ? undefined : completeWhere(text))
}
