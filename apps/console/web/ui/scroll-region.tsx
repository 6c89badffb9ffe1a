import type { ReactNode } from 'react'
import css from './scroll-region.module.css'

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
    <section
      className={`${css.region} ${className}`}
      aria-label={label}
      data-scroll-region
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions must be reachable by keyboard
      tabIndex={0}
    >
      {children}
    </section>
  )
}
