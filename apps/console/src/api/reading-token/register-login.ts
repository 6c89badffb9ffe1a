import type { FastifyInstance, FastifyReply } from 'fastify'
import { cookieName, cookieValue, isSame } from './credentials.ts'

const keptSeconds = 30 * 86_400
const maxFormBytes = 4_096
const schema = { hide: true }

/** `/login?token=…`, or a form that asks for the token; a browser is then known by its cookie. */
export async function registerLogin(app: FastifyInstance, token: string): Promise<void> {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: maxFormBytes },
    (_request, body, done) => done(null, new URLSearchParams(String(body)).get('token')),
  )
  app.get<{ Querystring: { token?: string } }>('/login', { schema }, ({ query }, reply) =>
    query.token === undefined
      ? sendPage(reply, 200, form(''))
      : answer(reply, String(query.token), token),
  )
  app.post('/login', { schema }, ({ body }, reply) => answer(reply, String(body), token))
}

function answer(reply: FastifyReply, presented: string, token: string) {
  if (!isSame(presented, token)) return sendPage(reply, 401, form('<p>That is not the token.</p>'))
  reply.header(
    'set-cookie',
    `${cookieName}=${cookieValue(token)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${keptSeconds}`,
  )
  // Not a redirect: after a click in another site the browser would not send the new cookie along.
  return sendPage(
    reply,
    200,
    '<meta http-equiv="refresh" content="0; url=/"><p><a href="/">Open the console</a></p>',
  )
}

function form(note: string): string {
  return `${note}<form method="post" action="/login">
<label>Token (CONSOLE_TOKEN) <input name="token" type="password" autocomplete="current-password" autofocus required></label>
<button>Open the console</button>
</form>`
}

function sendPage(reply: FastifyReply, status: number, body: string) {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Cruddur console</title><main><h1>Cruddur console</h1>${body}</main></html>`)
}
