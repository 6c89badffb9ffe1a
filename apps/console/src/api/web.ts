import { existsSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const contentSecurityPolicy = [
  "default-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ')

/** Paths of the web page, besides `/`. */
const pagePaths = [
  '/data',
  '/traces',
  '/metrics',
  '/query',
  '/compare',
  '/findings',
  '/map',
  '/runs',
  '/services',
  '/logs',
  '/errors',
].flatMap((path) => [path, `${path}/*`])

/** Security headers of every response. */
export function secureHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      // With no-referrer the form of /login would send no Origin, which is refused.
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
  })
}

/** A browser navigation to an unknown path: the page shows "not found". */
function isUnknownPage({ method, url, headers, routeOptions }: FastifyRequest): boolean {
  const isFallback = method === 'GET' && routeOptions.url === '/*'
  const isPage = /^\/(?!api\/|jaeger\/)[^.?]*(\?|$)/.test(url)
  return isFallback && isPage && (headers.accept ?? '').includes('text/html')
}

/** Serves the built page, also at the paths that the page routes by itself. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(folder)) {
    app.get('/', { schema: { hide: true } }, (_request, reply) =>
      reply
        .code(503)
        .type('text/plain; charset=utf-8')
        .send('The page is not built yet: run npx pnpm@12 --filter @cruddur/console build:web\n'),
    )
    return
  }
  app.addHook('onRequest', async (request, reply) => {
    if (isUnknownPage(request)) return reply.sendFile('index.html')
  })
  await app.register(fastifyStatic, {
    root: folder,
    index: 'index.html',
    immutable: true,
    maxAge: '1y',
    setHeaders: (reply, path) => {
      // Only the document is revalidated: it names the hashed files.
      if (!path.includes('/assets/')) reply.header('cache-control', 'no-cache')
    },
  })
  for (const path of pagePaths)
    app.get(path, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
}
