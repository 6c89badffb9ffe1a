import type { ReactNode } from 'react'
import textCss from '../ui/text.module.css'

/** A table cell with the errors of a row: highlighted if there are any. */
export function ErrorCell({
  errorCount,
  children,
}: {
  readonly errorCount: number
  readonly children: ReactNode
}) {
  const color = errorCount > 0 ? textCss.failed : textCss.muted
  return <td className={`${textCss.number} ${color}`}>{children}</td>
}
