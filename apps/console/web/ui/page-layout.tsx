import type { ReactNode } from 'react'
import css from './page-layout.module.css'
import textCss from './text.module.css'

/** Title, heading and width of a page. */
export function PageLayout({
  title,
  heading = title,
  hideHeading = false,
  width = 'wide',
  actions,
  children,
}: {
  /** Of the browser tab. */
  readonly title: string
  readonly heading?: ReactNode
  /** For pages that start with filters; screen readers still find the heading. */
  readonly hideHeading?: boolean
  readonly width?: 'wide' | 'text'
  /** Shown next to the heading. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={width === 'text' ? `${css.page} ${css.text}` : css.page}>
      <title>{`${title} · Cruddur console`}</title>
      {hideHeading ? (
        <h1 className={textCss.hidden}>{heading}</h1>
      ) : (
        <div className={css.head}>
          <h1>{heading}</h1>
          {actions}
        </div>
      )}
      {children}
    </section>
  )
}
