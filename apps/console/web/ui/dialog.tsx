import { type ReactNode, useEffect, useId, useRef } from 'react'
import css from './dialog.module.css'

/** A modal dialog; Escape closes it. */
export function Dialog({
  title,
  open,
  width = 'content',
  actions,
  onClose,
  children,
}: {
  readonly title: string
  readonly open: boolean
  /** Width of its content, or of the window. */
  readonly width?: 'content' | 'window'
  /** Shown next to the title. */
  readonly actions?: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      className={`${css.dialog} ${css[width]}`}
      aria-labelledby={id}
      onClose={onClose}
    >
      <header className={css.head}>
        <h2 id={id}>{title}</h2>
        {actions}
      </header>
      {children}
    </dialog>
  )
}
