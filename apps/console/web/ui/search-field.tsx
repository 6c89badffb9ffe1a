import type { ComponentProps } from 'react'
import css from './field.module.css'

/** A search field whose label is its placeholder; every change of the text counts. */
export function SearchField({
  label,
  className = '',
  onText,
  ...input
}: Omit<ComponentProps<'input'>, 'type' | 'onChange'> & {
  readonly label: string
  readonly onText: (text: string) => void
}) {
  return (
    <input
      type="search"
      aria-label={label}
      spellCheck={false}
      className={`${css.search} ${className}`}
      onChange={(event) => onText(event.target.value)}
      {...input}
    />
  )
}
