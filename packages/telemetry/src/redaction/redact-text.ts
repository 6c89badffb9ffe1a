import { isCardNumber } from './card-number.ts'
import { commandHints, redactCommandLines } from './command-lines.ts'
import { credentialHints, longWord, looksRandom, redactCredentials } from './credential-formats.ts'
import { databaseHints, redactDatabaseMessages } from './database-messages.ts'
import { languageHints, ordinaryKeys } from './name-words.ts'
import { type Hides, redactNamedValues } from './named-values.ts'
import { redactEmbeddedSql } from './redact-sql.ts'
import { redactTokensInPaths } from './redact-url.ts'
import { redacted } from './redacted.ts'
import { rememberHarmless } from './remember-harmless.ts'

const link = /\b(?:https?|wss?):\/\/[^\s"'<>`\\]+/gi
/** `?code=abc`, as in the relative URL of a request. */
const query = /\?(?=[\w.%[\]$~-]{1,100}=)[^\s"'<>`\\]*/g
const bareQuery = /((?<![\w/])\/[\w./~%-]{1,200})\?(?=[\w-]*\d)([\w-]{6,200})(?![\w=&-])/g
const encodedQuery = /%3F(?=(?:[\w.~-]|%5[bd]){1,100}%3D)[^\s"'&<>\\]*/gi
/** The code of an OAuth request is exchanged for a token. */
const oauthCode =
  /\b((?:code|assertion)\\*["']?\s{0,3}[=:]\s{0,3}\\*["']?)(?!\[redacted)[^\s&"'\\,}]+/g
/** Punctuation after a link belongs to the sentence. */
const punctuation = /[).,;:!?]+$/

/** `token 9f86d081884c7d65`: a long value with a digit, right after a word that names a secret. */
const mention =
  /(?<![a-z\d_])(([a-z]{1,30}\s{1,9})?(?:key|password|passcode|passphrase|secret|token|credentials?)(?:\s{1,9}(?:is|was|of|given|provided|received|supplied|used))?(?:\s?:|\s-)?\s{1,9}["'(]?)([\w+/=.-]{12,})/gi
/** `password is hunter2`, `verification code was 123456`. */
const statedSecret =
  /\b((?:password|passcode|passphrase|pin|otp|secret|token|(?:access|activation|login|one-time|security|verification|your)\s{1,9}code)(?:\s{1,9}(?:of|for)\s{1,9}[\w.@-]{1,100})?\s{1,9}(?:is|was|to|=)\s{1,9})(?:["'`(]?(?=[^\s"'`)]*\d)[^\s"'`)]{4,}|(?<=(?:is|was)\s{1,9})(?:"[^"\n]{4,200}"|'[^'\n]{4,200}'))/gi
const quotedSecret =
  /\b((?:password|passcode|passphrase)\s{1,9})(?:"[^"\n]{1,200}"|'[^'\n]{1,200}'|`[^`\n]{1,200}`)|\b((?:password|passcode|passphrase)\s{1,9})(?=[^\s"'`,;:]*[a-z])(?=[^\s"'`,;:]*\d)[^\s"'`,;:]{5,}/gi

/** `PIN 4829`, `use code 482913`. */
const shortCode =
  /\b((?:PIN|OTP|[Cc][Vv][CVcv]2?|[Pp]in code|(?:[Oo]ne-time|[Tt]emporary)\s{1,9}(?:password|pin)|[Pp]asscode|(?:[Uu]se|[Ee]nter|[Yy]our)\s{1,9}(?:the\s{1,9}|this\s{1,9})?code):?\s{1,9})\d{3,8}\b/g
const sentCode =
  /\b\d{4,8}(?=\s{1,9}to\s{1,9}(?:log|sign)\s{1,9}in\b|\s{1,9}is\s{1,9}your\s{1,9}(?:[\w-]{1,30}\s{1,9}){0,3}(?:code|otp|pin|password)\b)/gi
/** `.netrc`, and the commands of mail servers and Redis. */
const login =
  /\b(login\s{1,9}\S{1,100}\s{1,9}password\s{1,9}|(?:requirepass|masterauth)\s{1,9}|AUTH\s{1,9}default\s{1,9}|^AUTH\s{1,9}[\w.-]{1,64}\s{1,9}(?=\S{6,}$)|AUTH\s{1,9}(?:(?:PLAIN|LOGIN|XOAUTH2|CRAM-MD5)\s{1,9}(?=\S{8})|(?=\S*\d)(?=\S{6})))\S+/g

const cardLike = /(?<![\w.-])\d(?:[ -]?\d){14,15}(?![\w-])/g
const socialSecurityNumber = /(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g

const hints = [
  'pass|pwd|pw\\b|psw|pswd|key|secret|token|auth|cred|cookie|sess|sid|sig|pin|otp|cv[cv]|csc|csrf|xsrf|ssn|jw[test]|pan\\b|pem|psk|sas|mnemonic|phrase|card|code|cert|conn|licen|maiden|national|tax|passport|social|team|oidc|saml|assertion|senha|contrase|wachtwoord|(?:log|sign)\\s?in|answer|question|magic|pat\\b|kubeconfig',
  '%(?:[46][1-9a-f]|[57][0-9a])|%3F|grant_?type|redirect_?uri|\\?[\\w.%[\\]$~-]{1,100}=|/[\\w.~%-]+\\?[\\w-]{6}|\\s--?(?:u|proxy-u|a)|/(?:activate|confirm|invit|join|recover|redeem|reset|share|unlock|unsub|verif|claim|callback|signed)',
  '\\d(?:[ -]?\\d){14}|\\d{3}-\\d{2}-\\d{4}',
  '(?:select|insert|update|delete|replace|merge|alter|create|call)\\s',
].join('|')

export interface TextRedactorOptions {
  readonly extraNames: readonly string[]
  readonly hides: Hides
  readonly url: (url: string) => string
  readonly query: (query: string) => string
}

/** Hides what looks like a secret inside free text; a text without secrets is returned as it is. */
export function createTextRedactor(options: TextRedactorOptions): (text: string) => string {
  const { extraNames, hides, url, query: redactQuery } = options
  const suspicious = new RegExp(
    [
      credentialHints,
      databaseHints,
      languageHints,
      commandHints,
      hints,
      ...extraNames.map(asPattern),
    ].join('|'),
    'i',
  )
  const database = new RegExp(databaseHints, 'i')

  const redactLinks = (text: string) =>
    text
      .replace(link, (match) => keepEnd(match, url))
      .replace(query, (match) => keepEnd(match, redactQuery))
      .replace(bareQuery, (_match, path) => `${path}?${redacted}`)

  const redactText = rememberHarmless((text) => {
    const isSuspicious = suspicious.test(text) || (text.length >= 32 && longWord.test(text))
    if (!isSuspicious) return text
    let result = text.includes('?') || text.includes('://') ? redactLinks(text) : text
    if (result.includes('%3')) result = result.replace(encodedQuery, `%3F${redacted}`)
    if (/grant_?type|redirect_?uri/i.test(result)) {
      result = result.replace(oauthCode, (_match, before) => before + redacted)
    }
    result = redactCredentials(result)
    if (result.includes('/')) result = redactTokensInPaths(result)
    if (database.test(result)) result = redactDatabaseMessages(result)
    result = redactNamedValues(redactCommandLines(result), hides)
      .replace(mention, hideMentioned)
      .replace(statedSecret, (_match, before) => before + redacted)
      .replace(quotedSecret, (_match, quoted = '', plain = '') => quoted + plain + redacted)
      .replace(shortCode, (_match, before) => before + redacted)
      .replace(sentCode, redacted)
      .replace(login, (_match, before) => before + redacted)
      .replace(cardLike, (digits) => (isCardNumber(digits) ? redacted : digits))
      .replace(socialSecurityNumber, redacted)
    return redactEmbeddedSql(result)
  })
  return (text) => (text.length < 5 ? text : redactText(text))
}

/** `primary key 17` and `cache key user:17` hold no secret, but `the key` and `invalid key` may. */
const ofNoKind = /^(?:in|invalid|is|missing|no|non|of|on|or|the|this|unexpected|unknown)$/

function hideMentioned(match: string, before: string, word = '', value = '') {
  const kind = word.trim().toLowerCase()
  const isOrdinary = ordinaryKeys.has(kind) && !ofNoKind.test(kind) && /\bkey\b/i.test(before)
  return isOrdinary || !looksOpaque(value) ? match : before + redacted
}

/** No word: it has a digit, changes between upper and lower case, or is very long. */
const looksOpaque = (value: string) =>
  /\d|[A-Za-z]{40}|[a-z]{22}|[A-Z]{22}/.test(value) ||
  looksRandom(value + value + value + value, 0.35)

function keepEnd(match: string, redact: (text: string) => string): string {
  const end = punctuation.exec(match)?.[0] ?? ''
  return redact(match.slice(0, match.length - end.length)) + end
}

/** Case and separators do not matter: `accountNumber`, `account_number` and `account-number` are one name. */
const asPattern = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .split(/[^A-Za-z0-9]+/)
    .join('[_-]?')
