import type { ReactNode } from 'react'
import { ApiError } from '../api/client.ts'
import { Link } from '../routing/link.tsx'

/** Stands where content would: nothing there yet, nothing found, something wrong. */
export function Notice({
  title,
  children,
}: {
  readonly title: string
  readonly children: ReactNode
}) {
  return (
    <section className="notice">
      <h1>{title}</h1>
      {children}
    </section>
  )
}

/** Why there is no answer, and what to do about it. */
export function ErrorNotice({ error }: { readonly error: Error }) {
  if (error instanceof ApiError)
    return (
      <Notice title="The console cannot answer this">
        <p>{error.message}</p>
      </Notice>
    )
  return (
    <Notice title="The console does not answer">
      <p>It may have been stopped. Start it again; this page goes on by itself:</p>
      <pre>npx pnpm@12 dev</pre>
    </Notice>
  )
}

/** How to get the first data. */
export function FirstSteps() {
  return (
    <>
      <p>Call the service, or let traffic run for a while:</p>
      <pre>
        curl localhost:4001/api/activities/home{'\n'}
        npx pnpm@12 traffic
      </pre>
      <p>
        A service of your own sends here with{' '}
        <Link href="/data">the variables that the page Data shows</Link>.
      </p>
    </>
  )
}
