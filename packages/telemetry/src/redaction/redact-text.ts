import { isCardNumber } from './card-number.ts'
import { redactSql } from './redact-sql.ts'
import { redacted } from './redacted.ts'

type Rule = readonly [pattern: RegExp, replace: (...groups: string[]) => string]

const hide = () => redacted
const hideAfter = (_match: string, before = '') => before + redacted

// Every repetition is bounded or cannot overlap its neighbour, so no text makes a match slow.
const rules: readonly Rule[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, hide],
  [/\beyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*){0,3}/g, hide],
  [/\b((?:AWS4-HMAC-SHA256|AWS4-ECDSA-P256-SHA256)\s+)Credential=[^"'\n]+/g, hideAfter],
  [/\b(bearer\s+)(?!authenti|authori)[\w.~+/=-]{6,}/gi, hideAfter],
  [/\b([Bb]asic\s+)(?=\S+[A-Z0-9=])[\w+/-]{6,}={0,2}/g, hideAfter],
  [/\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b/g, hide],
  [
    /\b(?:[sr]k_(?:live|test)_|gh[pousr]_|github_pat_|glpat-|npm_|hcaik_|hcxik_|xox[abeprs]-|sk-)[\w-]{12,}/g,
    hide,
  ],
  [/\bAIza[\w-]{30,}/g, hide],
  [
    /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@"']{1,300}@/gi,
    (_match, scheme = '') => `${scheme}${redacted}@`,
  ],
  // Postgres quotes the offending value in the message and in the detail.
  [/\b(Key \([^)]{1,200}\)=\()[^)]*(?=\))/g, hideAfter],
  [/\b(invalid input [^:"]{1,80}: )"[^"]*"/g, hideAfter],
]

const keyWords = [
  'access[_-]?key',
  'api[_-]?key',
  'auth',
  'authorization',
  'cookie',
  'credential',
  'honeycomb[_-]?team',
  'passphrase',
  'passwd',
  'password',
  'private[_-]?key',
  'pwd',
  'secret',
  'session[_-]?id',
  'sig',
  'signature',
  'ssn',
  'token',
]

/** `token 9f86d081884c7d65`: a long value with a digit, right after a word that names a secret. */
const mention =
  /\b((?:key|password|secret|token|credentials?)(?:\s+(?:is|was|of))?\s+["'(]?)([\w+/=.-]{12,})/gi

const cardLike = /(?<![\w.-])\d(?:[ -]?\d){14,15}(?![\w-])/g
const statement =
  /\b(?:select\s[^;]{0,2000}?\sfrom\s|insert\s+into\s|update\s+\S{1,100}\s+set\s|delete\s+from\s)/i
const linkWithQuery = /\b(https?:\/\/[^\s?#"'<>]{1,2000})(\?[^\s"'<>]*)/gi

/** Routes, outcomes and messages come again with every request. */
const rememberedTexts = 500
const longestRemembered = 100

export interface TextRedactorOptions {
  /** Names whose values are hidden where the text reads `name=value` or `name: value`. */
  readonly extraNames: readonly string[]
  readonly url: (url: string) => string
}

/** Hides what looks like a secret inside free text; a text that holds nothing of the kind comes back as it is. */
export function createTextRedactor({ extraNames, url }: TextRedactorOptions) {
  const names = [...keyWords, ...extraNames.map(asPattern)].join('|')
  const suspicious = new RegExp(
    `eyJ|-----BEGIN|AWS4-|bearer|basic |AKIA|ASIA|AROA|AIDA|[sr]k_|gh[pousr]_|github_pat_|glpat-|npm_|hc[ax]ik_|xox|sk-|AIza|://|key \\(|invalid input|${names}|\\bkey\\s|\\d(?:[ -]?\\d){14}|\\b(?:select|insert|update|delete)\\s`,
    'i',
  )
  // `token=abc`, `"apiKey": "abc"`, `X-Amz-Signature=abc`; quotes may be escaped.
  const assignment = new RegExp(
    `(?<![\\w-])([\\w-]{0,40}?(?:${names})s?(?:[_-][\\w-]{0,40})?)(\\\\?["']?\\s{0,3}[=:]\\s{0,3})(?:(\\\\?["'])[^"'\\\\]*|[^\\s"'&,;)}\\]]+)`,
    'gi',
  )

  const harmless = new Set<string>()

  function isHarmless(text: string): boolean {
    if (text.length < 5 || harmless.has(text)) return true
    if (suspicious.test(text)) return false
    if (harmless.size < rememberedTexts && text.length <= longestRemembered) harmless.add(text)
    return true
  }

  return (text: string): string => {
    if (isHarmless(text)) return text
    let result = text.replace(linkWithQuery, (link) => url(link))
    for (const [pattern, replace] of rules) result = result.replace(pattern, replace)
    result = result
      .replace(
        assignment,
        (_match, key: string, separator: string, quote = '') =>
          `${key}${separator}${quote}${redacted}`,
      )
      .replace(mention, (match, before: string, value: string) =>
        /\d/.test(value) ? before + redacted : match,
      )
      .replace(cardLike, (digits) => (isCardNumber(digits) ? redacted : digits))
    const start = result.search(statement)
    return start === -1 ? result : result.slice(0, start) + redactSql(result.slice(start))
  }
}

/** Case and separators do not matter: `accountNumber`, `account_number` and `account-number` are one name. */
const asPattern = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .split(/[^A-Za-z0-9]+/)
    .join('[_-]?')
