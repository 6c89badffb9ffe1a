/** The login page: the only page that is served without the token. */
export function formPage(next: string, note = ''): string {
  return page(`${note === '' ? '' : `<p class="note" role="alert">${toHtml(note)}</p>`}
<form method="post" action="/login">
<input type="hidden" name="next" value="${toHtml(next)}">
<label>Token (CONSOLE_TOKEN) <input name="token" type="password" autocomplete="current-password" autofocus required></label>
<button>Open the console</button>
</form>`)
}

/** Navigates without a redirect: after a click on another site the browser would not send the new cookie. */
export function redirectPage(next: string): string {
  const address = toHtml(next)
  return page(`<meta http-equiv="refresh" content="0; url=${address}">
<p><a href="${address}">Open the console</a></p>`)
}

/** The page after the login, always a path of this console. */
export function safeNext(text: string | null | undefined): string {
  const url = URL.parse(text ?? '/', 'http://console')
  if (url?.host !== 'console' || url.pathname === '/login') return '/'
  // Of `//elsewhere` a browser would make another host.
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}`
}

export const loginStyles = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { display: grid; place-content: center; min-height: 90vh; margin: 1rem; }
h1 { font-size: 1.25rem; }
form, label { display: grid; gap: 0.5rem; }
form { gap: 1rem; min-width: min(20rem, 80vw); }
input, button { padding: 0.5rem 0.75rem; font: inherit; }
.note { color: light-dark(#b3231b, #ff8f85); }
`

function page(body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in · Cruddur console</title><link rel="stylesheet" href="/login.css">
<main><h1>Cruddur console</h1>${body}</main></html>`
}

function toHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
  return text.replaceAll(/[&<"]/g, (sign) => entities[sign] ?? sign)
}
