import type { ReactNode } from 'react'
import { ApiError } from '../api/client.ts'
import { Link } from '../routing/link.tsx'

/** Replaces the content of a page: no data yet, no match, or an error. */
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

/** An error with its reason and what to do about it. */
export function ErrorNotice({ error }: { readonly error: Error }) {
  if (error instanceof ApiError)
    return (
      <Notice title="The request was rejected">
        <p>{error.message}</p>
      </Notice>
    )
  return (
    <Notice title="The console is not reachable">
      <p>Start it again; this page reconnects by itself:</p>
      <pre>npx pnpm@12 dev</pre>
    </Notice>
  )
}

/** How to send the first data. */
export function FirstSteps() {
  return (
    <>
      <p>Send a request, or generate traffic:</p>
      <pre>
        curl localhost:4001/api/activities/home{'\n'}
        npx pnpm@12 traffic
      </pre>
      <p>
        To send data from your own service, set{' '}
        <Link href="/data">the variables shown on the Data page</Link>.
      </p>
    </>
  )
}
