import type { ComponentProps, MouseEvent } from 'react'
import { navigate } from './location.ts'

/** A client-side link; modified clicks keep their browser behavior. */
export function Link({ href, ...rest }: ComponentProps<'a'> & { readonly href: string }) {
  const follow = (event: MouseEvent) => {
    const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey
    if (!plainClick || event.altKey) return
    event.preventDefault()
    navigate(href)
    window.scrollTo(0, 0)
  }
  return <a href={href} onClick={follow} {...rest} />
}
