import type { ReactNode } from 'react'
import { Disclosure } from '../ui/disclosure.tsx'

/** A collapsible section with its count in the title; renders nothing when the count is 0. */
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
    <Disclosure summary={`${title} (${count})`} open>
      {children}
    </Disclosure>
  )
}
