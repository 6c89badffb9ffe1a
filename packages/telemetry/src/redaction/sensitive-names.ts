import { hasSecretStem, ordinaryKeys, secretCodes, withoutAccents } from './name-words.ts'

const list = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** Sensitive as a whole word anywhere in a name. */
const words = list(
  'cred creds csc csrf cvc cvv hmac hotp jwe jws otp passcode passkey psk psw pwd sid sig ssn totp xauth xsrf',
)

/** Sensitive as the last word: `auth` is in `auth_method`, `pass` in `pass_rate`, `pin` in `pin_count`. */
const lastWords = list('auth authentication basicauth pan pass pem pin pw sas')

/** These leave it to the word before: `pin_hash`, `api_key_value`, `new_pin_confirmation`. */
const fillers = list(
  'base64 block confirm confirmation current data encrypted hash hashed header hex material new number old plain raw repeat string text value',
)

/** Names of source files are no names of values. */
const fileExtensions = list(
  'cjs css cts go html java js json jsx md mjs mts php py rb rs sql ts tsx yaml yml',
)

/** A name that ends with one of these describes a secret instead of holding it. */
const descriptions = list(
  'age algorithm alg allowed arn at attempts bits budget changed class column consent cost count counter counts created deleted disabled duration enabled endpoint error errors exception expiration expired expires expiry failed failure field fields format handler issuer kind length limit manager max message method min minutes missing mode name names path policy present price prompt provider rate reason request required result retries rotated rotation scheme scope scopes seconds service size source state status store strategy strength supported total ttl type types updated uri url usage used valid validator',
)

/** A description by its last word, and a secret nevertheless. */
const personalName = /maiden-name$/

const rememberedNames = 2000

export interface NameMatcher {
  /** Whether values under this header name, query key, object key or attribute are hidden. */
  isSensitive(name: string): boolean
  /** Whether this value is hidden: a flag never is, and a number of `tokens` is a count. */
  hides(name: string, value: unknown): boolean
}

/** @param extraNames more names to hide; case and separators do not matter */
export function createNameMatcher(extraNames: readonly string[] = []): NameMatcher {
  const extras = extraNames.map((name) => wordsOf(name).join('')).filter((name) => name !== '')
  const known = new Map<string, boolean>()

  function isSensitive(name: string): boolean {
    const remembered = known.get(name)
    if (remembered !== undefined) return remembered
    const parts = wordsOf(name)
    const sensitive = isSecret(parts, name) || isExtra(parts, extras)
    // Names come from outside as well, so the memory for them is bounded.
    if (known.size >= rememberedNames) known.clear()
    if (name.length <= 128) known.set(name, sensitive)
    return sensitive
  }

  return {
    isSensitive,
    hides: (name, value) => {
      if (value === undefined || value === null || typeof value === 'boolean') return false
      if (!isSensitive(name)) return false
      return !isCount(value) || isSensitive(name.replace(/tokens/gi, ''))
    },
  }
}

const isCount = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))

function isSecret(parts: readonly string[], name: string): boolean {
  const last = parts.at(-1)
  if (last === undefined) return false
  const joined = parts.join('-')
  if (parts.length > 1 && (descriptions.has(last) || fileExtensions.has(last)))
    return personalName.test(joined)
  if (hasSecretStem(joined) || parts.some((part) => words.has(singular(part)))) return true
  const at = parts.findLastIndex((part) => !fillers.has(part))
  const word = singular(parts[at] ?? '')
  if (lastWords.has(word)) return true
  const before = parts[at - 1]
  // `values[key]` is an expression.
  if (before === undefined || name.endsWith('[key]')) return false
  return (
    (word === 'key' && !ordinaryKeys.has(before)) || (word === 'code' && secretCodes.has(before))
  )
}

/** Extra names match words in a row: `iban` in `user_iban`, `accountNumber` in `old-account-number`. */
function isExtra(parts: readonly string[], extras: readonly string[]): boolean {
  if (extras.length === 0) return false
  return parts.some((_part, from) => {
    let joined = ''
    return parts.slice(from, from + 8).some((part) => {
      joined += part
      return extras.includes(joined)
    })
  })
}

/**
 * `X-Api-Key`, `apiKey`, `API_KEY` and `api%5Fkey` are all `api`, `key`; array indexes and accents are left out.
 */
function wordsOf(name: string): string[] {
  return withoutAccents(name.slice(-256))
    .replace(/%[0-9a-f]{2}/gi, '-')
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => /\D/.test(word))
}

/** `keys`, `pins` and `cvv2` as `key`, `pin` and `cvv`. */
const singular = (word: string) => word.replace(/\d+$/, '').replace(/([^s])s$/, '$1')
