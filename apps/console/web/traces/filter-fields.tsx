import { useId } from 'react'
import './filter-bar.css'

interface Option {
  readonly value: string
  readonly label: string
}

/** Options for all and each known name, including a selected name that is not known. */
export function choices(
  all: string,
  known: readonly { readonly name: string }[],
  chosen: string | undefined,
): readonly Option[] {
  const names = new Set([...known.map(({ name }) => name), ...(chosen ? [chosen] : [])])
  return [{ value: '', label: all }, ...[...names].map((name) => ({ value: name, label: name }))]
}

export function SelectField({
  label,
  value,
  options,
  onChoose,
}: {
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly onChoose: (value: string) => void
}) {
  return (
    <label className="field">
      {label}
      <select value={value} onChange={(event) => onChoose(event.target.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly placeholder: string
  readonly suggestions?: readonly string[]
  readonly pattern?: string
  readonly title?: string
  readonly maxLength?: number
  /** Called on Enter and on blur when the text is valid and has changed. */
  readonly onCommit: (value: string) => void
}

export function TextField({ label, value, suggestions = [], onCommit, ...input }: TextFieldProps) {
  const listId = useId()
  const commit = (field: HTMLInputElement) => {
    const text = field.value.trim()
    if (text !== value && field.checkValidity()) onCommit(text)
  }
  return (
    <label className="field">
      {label}
      <input
        // Reset the field when the URL changes.
        key={value}
        type="text"
        defaultValue={value}
        list={suggestions.length > 0 ? listId : undefined}
        spellCheck={false}
        autoComplete="off"
        onBlur={(event) => commit(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.currentTarget.reportValidity()
            commit(event.currentTarget)
          }
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        {...input}
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </label>
  )
}

export function DurationField(props: Pick<TextFieldProps, 'label' | 'value' | 'onCommit'>) {
  return (
    <TextField
      {...props}
      placeholder="e.g. 250ms"
      pattern="\d{1,9}(\.\d{1,9})?(ns|us|ms|s|m)"
      title="A number with the unit ns, us, ms, s or m, for example 250ms"
    />
  )
}
