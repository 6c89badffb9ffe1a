import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import css from './tabs.module.css'

interface Tab {
  readonly id: string
  readonly label: string
}

/** Tabs with one panel; arrow keys move between them. */
export function Tabs({
  label,
  tabs,
  active,
  onSelect,
  children,
}: {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly active: string
  readonly onSelect: (id: string) => void
  /** Content of the active tab. */
  readonly children: ReactNode
}) {
  const base = useId()
  const list = useRef<HTMLDivElement>(null)
  const press = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const index = tabs.findIndex(({ id }) => id === active)
    const next = tabs[(index + step + tabs.length) % tabs.length]
    if (next === undefined) return
    onSelect(next.id)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus()
  }
  return (
    <div className={css.tabs}>
      <div role="tablist" aria-label={label} className={css.list} ref={list} onKeyDown={press}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === active}
            aria-controls={`${base}-panel`}
            tabIndex={tab.id === active ? 0 : -1}
            className={css.tab}
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${base}-panel`}
        aria-labelledby={`${base}-${active}`}
        className={css.panel}
      >
        {children}
      </div>
    </div>
  )
}
