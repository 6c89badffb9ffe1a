import { type ReactNode, useRef, useState } from 'react'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { Button } from './button.tsx'
import css from './filter-bar.module.css'

/** The filters of a page. `/` moves the focus to the first field. */
export function FilterBar({
  children,
  further,
  furtherOpen = false,
  expression,
  clearHref,
}: {
  readonly children: ReactNode
  /** Fields that small screens hide behind a button. */
  readonly further?: ReactNode
  /** Whether one of these is in use. */
  readonly furtherOpen?: boolean
  /** A field that takes the whole width. */
  readonly expression?: ReactNode
  /** URL without filters; `undefined` when no filter is set. */
  readonly clearHref?: string | undefined
}) {
  const [open, setOpen] = useState(furtherOpen)
  const form = useRef<HTMLFormElement>(null)
  useShortcuts({ '/': () => form.current?.querySelector<HTMLElement>('select, input')?.focus() })
  const clear = clearHref !== undefined && (
    <Link className={css.clear} href={clearHref}>
      Clear filters
    </Link>
  )
  return (
    <form
      ref={form}
      className={css.bar}
      aria-label="Filters"
      onSubmit={(event) => event.preventDefault()}
    >
      {children}
      {further !== undefined && (
        <>
          <div className={open ? css.further : `${css.further} ${css.closed}`}>{further}</div>
          <div className={css.more}>
            <Button look="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Fewer filters' : 'More filters'}
            </Button>
          </div>
        </>
      )}
      {expression !== undefined && (
        <div className={css.expression}>
          {expression}
          {clear}
        </div>
      )}
      {expression === undefined && clear}
    </form>
  )
}
