import type { ReactNode } from 'react'
import css from './disclosure.module.css'

/** Collapsible content below its summary; a section has a title as summary. */
export function Disclosure({
  summary,
  open = false,
  look = 'section',
  className = '',
  children,
}: {
  readonly summary: ReactNode
  readonly open?: boolean
  readonly look?: 'section' | 'row'
  readonly className?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <details open={open} className={`${look === 'section' ? css.section : ''} ${className}`}>
      <summary className={css.summary}>{summary}</summary>
      {children}
    </details>
  )
}
