import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export const cookieName = 'cruddur_console'

/** The value of the cookie; the token cannot be derived from it. */
export function cookieValue(token: string): string {
  return digest(token, 'cookie of the console').toString('base64url')
}

/** Compares two texts in constant time, independent of their length. */
export function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest('comparison', a), digest('comparison', b))
}

/** `Authorization: Bearer`, the cookie of `/login`, or, since AWS SDKs send nothing else, the access key id. */
export function mayRead(headers: IncomingHttpHeaders, token: string): boolean {
  const { authorization = '', cookie = '' } = headers
  const presented =
    /^Bearer +(\S+)$/i.exec(authorization)?.[1] ??
    /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\//.exec(authorization)?.[1]
  if (presented !== undefined && isSame(presented, token)) return true
  const kept = cookie
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${cookieName}=`))
  return kept !== undefined && isSame(kept.slice(cookieName.length + 1), cookieValue(token))
}

function digest(key: string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
