import { type KeyboardEvent, useId, useState } from 'react'
import { completeWhere } from '../../src/query-language/syntax.ts'
import { useSuggestions } from './use-suggestions.ts'
import './where-field.css'

/** Filter expression over any attribute, with completion of keys, operators and values. */
export function WhereField({
  value,
  onCommit,
}: {
  readonly value: string
  readonly onCommit: (value: string) => void
}) {
  // Reset the field when the URL changes.
  return <WhereInput key={value} value={value} onCommit={onCommit} />
}

function WhereInput({ value, onCommit }: Parameters<typeof WhereField>[0]) {
  const listId = useId()
  const [text, setText] = useState(value)
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const writing = open ? completeWhere(text) : undefined
  const suggestions = useSuggestions(writing)
  const isShown = writing !== undefined && suggestions.length > 0

  const commit = () => {
    setOpen(false)
    if (text.trim() !== value) onCommit(text.trim())
  }
  const pick = (suggestion: string) => {
    setText(`${text.slice(0, text.length - (writing?.part.length ?? 0))}${suggestion} `)
    setActive(-1)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const chosen = isShown ? suggestions[active] : undefined
    if (step !== 0 && isShown) {
      event.preventDefault()
      setActive((active + step + suggestions.length) % suggestions.length)
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
    <div className="field where-field">
      <label htmlFor={`${listId}-input`}>Where</label>
      <input
        id={`${listId}-input`}
        type="text"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={isShown ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isShown && active >= 0 ? `${listId}-${active}` : undefined}
        value={text}
        placeholder={'e.g. http.route = "/api/activities/home" AND NOT duration < 200ms'}
        spellCheck={false}
        autoComplete="off"
        maxLength={4_000}
        onChange={(event) => {
          setText(event.target.value)
          setOpen(true)
          setActive(-1)
        }}
        onFocus={() => setOpen(true)}
        onBlur={commit}
        onKeyDown={press}
      />
      {isShown && (
        <div className="suggestions" id={listId} role="listbox" aria-label="Suggestions">
          {suggestions.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys of a combobox
            <div
              key={suggestion}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // Keep the focus in the field.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(suggestion)}
            >
              {suggestion}
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
