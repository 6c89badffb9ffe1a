import type { FastifyInstance, FastifyReply } from 'fastify'
import { cookieName, cookieValue, isSame } from './credentials.ts'
import { formPage, loginStyles, redirectPage, safeNext } from './login-page.ts'

const keptSeconds = 30 * 86_400
const maxFormBytes = 4_096
const schema = { hide: true }

interface Presented {
  readonly token?: string | null | undefined
  readonly next?: string | null | undefined
}

/**
 * `/login?token=…`, or a form for the token; the browser is then identified by its cookie and
 * continues to `next`, a path of this console.
 */
export async function registerLogin(app: FastifyInstance, token: string): Promise<void> {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: maxFormBytes },
    (_request, body, done) => {
      const form = new URLSearchParams(String(body))
      done(null, { token: form.get('token'), next: form.get('next') } satisfies Presented)
    },
  )
  app.get<{ Querystring: Record<string, unknown> }>('/login', { schema }, ({ query }, reply) => {
    const next = safeNext(query.next === undefined ? undefined : String(query.next))
    return query.token === undefined
      ? sendPage(reply, 200, formPage(next))
      : logIn(reply, String(query.token), next, token)
  })
  app.post<{ Body: Presented }>('/login', { schema }, ({ body }, reply) =>
    logIn(reply, body.token ?? '', safeNext(body.next), token),
  )
  app.get('/login.css', { schema }, (_request, reply) => reply.type('text/css').send(loginStyles))
}

function logIn(reply: FastifyReply, presented: string, next: string, token: string) {
  if (!isSame(presented, token)) return sendPage(reply, 401, formPage(next, 'Invalid token.'))
  reply.header(
    'set-cookie',
    `${cookieName}=${cookieValue(token)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${keptSeconds}`,
  )
  return sendPage(reply, 200, redirectPage(next))
}

function sendPage(reply: FastifyReply, status: number, html: string) {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(html)
}
