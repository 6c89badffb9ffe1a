import type { ReactNode } from 'react'
import './scroll-region.css'

/** Scrolls content that is wider than the window, also by keyboard; shaded edges show that there is more. */
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions must be reachable by keyboard
    <section className={`scroll-region ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
