import type { ReactNode } from 'react'

/** A part of the details that can be folded, its count in the title; not there when there is nothing. */
export function CountedSection({
  title,
  count,
  children,
}: {
  readonly title: string
  readonly count: number
  readonly children: ReactNode
}) {
  if (count === 0) return null
  return (
    <details open>
      <summary>
        {title} ({count})
      </summary>
      {children}
    </details>
  )
}
