import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** The content security policy of the console. */
const POLICY =
  "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'"

export function servePage(root: string, { url = '/' }: IncomingMessage, response: ServerResponse) {
  const path = new URL(url, 'http://fixture').pathname
  const file = TYPES[extname(path)] === undefined ? 'index.html' : path
  response.setHeader('content-security-policy', POLICY)
  response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain')
  response.end(readFileSync(join(root, file)))
}
