import type { ReactNode } from 'react'
import './scroll-region.css'

/** What is wider than a narrow window: it scrolls by itself, by keys too, and its edges say that there is more. */
export function ScrollRegion({
  label,
  className = '',
  children,
}: {
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={`scroll-region ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
