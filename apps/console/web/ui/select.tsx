import { Field } from './field.tsx'

export interface Option {
  readonly value: string
  readonly label: string
}

export function Select({
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
    <Field label={label}>
      <select
        value={value}
        title={options.find((option) => option.value === value)?.label}
        onChange={(event) => onChoose(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
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
