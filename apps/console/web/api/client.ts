import { createConsoleClient } from '../../src/client/console-client.ts'

export { ApiError } from '../../src/client/api-error.ts'

/** The console that serves this page. */
export const client = createConsoleClient({ fetch: fetchHere })

export async function fetchHere(request: Request): Promise<Response> {
  const response = await fetch(request)
  if (response.status === 401) openSignIn()
  return response
}

let leaving = false
window.addEventListener('pageshow', () => {
  leaving = false
})

/**
 * Opens the sign-in form, which returns to the current URL. Only the first of several 401 responses
 * leaves the page; a second navigation would cancel the first.
 */
function openSignIn(): void {
  if (leaving) return
  leaving = true
  const { pathname, search } = window.location
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`)
}
