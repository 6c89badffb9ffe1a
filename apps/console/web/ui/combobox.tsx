import { type KeyboardEvent, useId, useState } from 'react'
import css from './combobox.module.css'

interface ComboboxProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly maxLength?: number
  readonly mono?: boolean
  /** Options for the text; only called while the list is open. */
  readonly useOptions: (text: string | undefined) => readonly string[]
  /** The text after an option was picked. Without it, picking commits the option. */
  readonly complete?: (text: string, option: string) => string
  /** Called on Enter and on blur when the text has changed. */
  readonly onCommit: (value: string) => void
}

/** A text field with a list of suggestions. */
export function Combobox(props: ComboboxProps) {
  // Reset the field when the URL changes.
  return <ComboboxInput key={props.value} {...props} />
}

function ComboboxInput({
  label,
  value,
  useOptions,
  complete,
  onCommit,
  mono,
  ...input
}: ComboboxProps) {
  const id = useId()
  const [text, setText] = useState(value)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const options = useOptions(open ? text : undefined)
  const isShown = open && options.length > 0

  const commit = (next = text) => {
    setOpen(false)
    if (next.trim() !== value) onCommit(next.trim())
  }
  const pick = (option: string) => {
    setActive(-1)
    setText(complete === undefined ? option : complete(text, option))
    if (complete === undefined) commit(option)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const chosen = isShown ? options[active] : undefined
    if (step !== 0 && isShown) {
      event.preventDefault()
      setActive((active + step + options.length) % options.length)
    } else if (event.key === 'Enter' || (event.key === 'Tab' && chosen !== undefined)) {
      event.preventDefault()
      if (chosen === undefined) commit()
      else pick(chosen)
    } else if (event.key === 'Escape') {
      if (isShown) setOpen(false)
      else event.currentTarget.blur()
    }
  }

  return (
    <div className={css.field}>
      <label htmlFor={`${id}-input`}>{label}</label>
      <input
        id={`${id}-input`}
        type="text"
        role="combobox"
        className={mono === true ? css.mono : undefined}
        aria-expanded={isShown}
        aria-controls={isShown ? id : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isShown && active >= 0 ? `${id}-${active}` : undefined}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setText(event.target.value)
          setOpen(true)
          setActive(-1)
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => commit()}
        onKeyDown={press}
        {...input}
      />
      {isShown && (
        <div className={css.options} id={id} role="listbox" aria-label="Suggestions">
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys of a combobox
            <div
              key={option}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // Keep the focus in the field.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(option)}
            >
              {option}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** Options of a fixed list that contain the text. */
export function matching(all: readonly string[]) {
  return (text: string | undefined): readonly string[] => {
    if (text === undefined) return []
    const wanted = text.trim().toLowerCase()
    const found = all.filter((option) => option.toLowerCase().includes(wanted) && option !== text)
    return [...new Set(found)].slice(0, 12)
  }
}
