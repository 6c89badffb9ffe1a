import { looksRandom, redactCredentials } from './credential-formats.ts'
import { redacted } from './redacted.ts'

export interface UrlRules {
  /** Whether the value of a query key may be seen. */
  readonly keepsValue: (key: string) => boolean
  readonly hides: (name: string, value: string) => boolean
}

const userInfo =
  /^([a-z][a-z0-9+.-]{0,20}:)?\/\/(?:[^/?#]*|[^/?#@:]{0,100}:(?!\d+[/?#])[^\s@"'<>]{1,300})@/i

/** Hides user info, the values of a query, and tokens in the path; the keys of a query stay. */
export function redactUrl(url: string, rules: UrlRules): string {
  const plain = url.includes('@') ? url.replace(userInfo, `$1//${redacted}@`) : url
  const end = plain.search(/[?#]/)
  if (end === -1) return redactPath(plain, rules)
  const path = redactPath(plain.slice(0, end), rules)
  if (plain[end] === '#') return path
  const query = plain.slice(end + 1).replace(/#.*$/s, '')
  return query === '' ? path : `${path}?${redactQuery(query, rules)}`
}

/** The same for a query by itself, with or without the leading `?`. */
export function redactQuery(query: string, rules: UrlRules): string {
  if (query === '') return query
  const [start, pairs] = query.startsWith('?') ? ['?', query.slice(1)] : ['', query]
  const redactedPairs = pairs.replace(/[^&;]+/g, (pair) => {
    const equals = pair.indexOf('=')
    // `?abc` may be a key or a token.
    if (equals === -1) return redacted
    const key = pair.slice(0, equals)
    const value = rules.keepsValue(key) ? safePart(pair.slice(equals + 1)) : redacted
    return `${safePart(key)}=${value}`
  })
  return start + redactedPairs
}

/** Shorter parts are too short for a token. */
const safePart = (part: string) => (part.length > 12 ? redactCredentials(part) : part)

/** The segment after one of these is a token when it has a digit. */
const beforeToken =
  'access|activate|activation|api-?keys?|approve|auth|authorize|callback|claim|confirm(?:ation)?|email-verification|forgot|invitations?|invites?|join|magic(?:-?link)?|one-time|otp|password|password-resets?|passwords|pin|recover|recovery|redeem|register|reset(?:-?password)?|secrets?|sessions?|share|shared|signed|sso|tokens?|unlock|unsubscribe|verification|verify(?:-?e?mail)?|webhooks?'

const start = `(\\/(?:${beforeToken})\\/)(?=[^\\s/?#]*\\d)(?!v?\\d{1,12}(?![^\\s/?#]))`
const tokenSegment = new RegExp(`${start}([\\w~.%=+-]{6,})`, 'gi')
/** A path with an extension or a line number is a file. */
const tokenInPath = new RegExp(`${start}([\\w~%=+-]{6,})(?![\\w~%=+-]|\\.\\w|:\\d)`, 'gi')
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Hides what follows a segment such as `/reset-password/`; numbers stay, and so do most UUIDs. */
function redactTokenSegment(match: string, before: string, value: string): string {
  const isId = uuid.test(value) && !secretUuids.test(before)
  return isId ? match : before + redacted
}

const secretUuids = /reset|invit|verif|confirm|magic|unsub|activ|token|secret/i

/** The same for paths inside a text. */
export const redactTokensInPaths = (text: string): string =>
  text.replace(tokenInPath, redactTokenSegment)

/** Hexadecimal after one of these is public. */
const digests =
  /^(?:blobs?|commits?|digests?|images?|layers?|objects?|sha\d*|spans?|traces?|trees?)$/i
const matrixParameter = /([;/])([\w.%-]{1,64})=([^;/]*)/g
const longSegment = /[\w~%=+-]{20,}/

function redactPath(path: string, { hides }: UrlRules): string {
  if (path.startsWith('data:')) return `data:${redacted}`
  if (path.length < 8) return path
  let result = path.replace(tokenSegment, redactTokenSegment)
  if (result.includes('=')) {
    result = result.replace(matrixParameter, (match, before, name, value) =>
      hides(name, value) ? `${before}${name}=${redacted}` : match,
    )
  }
  if (!longSegment.test(result)) return result
  const segments = redactCredentials(result).split('/')
  return segments
    .map((segment, at) => (isTokenLike(segment, segments[at - 1] ?? '') ? redacted : segment))
    .join('/')
}

function isTokenLike(segment: string, before: string): boolean {
  if (segment.length < 20 || uuid.test(segment)) return false
  const name = segment.replace(/\.\w{1,5}$/, '')
  if (/^[0-9a-f]{32,}$/i.test(name)) return !digests.test(before)
  return /^[\w~%=+.-]{20,}$/.test(name) && looksRandom(name)
}
