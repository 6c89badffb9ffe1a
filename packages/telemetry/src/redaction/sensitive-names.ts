/** Matched anywhere in a name once case and separators are gone: `X-Api-Key`, `apiKey` and `api_key` are one. */
const parts = [
  'accesskey',
  'apikey',
  'authorization',
  'cardnumber',
  'clientcert',
  'connectionstring',
  'cookie',
  'credential',
  'honeycombteam',
  'jwt',
  'oidcdata',
  'passphrase',
  'passwd',
  'password',
  'privatekey',
  'secret',
  'sessionid',
  'signature',
  'signingkey',
  'socialsecurity',
  'token',
]

/** Too short to match inside a longer name: `auth` is in `author`, `pin` in `shipping`. */
const wholeNames = ['auth', 'creditcard', 'cvc', 'cvv', 'otp', 'pin', 'pwd', 'sig', 'ssn', 'xauth']

const rememberedNames = 2000

const normalise = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Tells whether what stands under this header name, query key or object key has to be hidden. */
export function createNameMatcher(extraNames: readonly string[] = []): (name: string) => boolean {
  const whole = new Set([...wholeNames, ...extraNames.map(normalise)])
  const pattern = new RegExp(parts.join('|'))
  const known = new Map<string, boolean>()

  return (name) => {
    const remembered = known.get(name)
    if (remembered !== undefined) return remembered
    const plain = normalise(name)
    const sensitive = whole.has(plain) || pattern.test(plain)
    // Names come from the outside too, so what is remembered of them is bounded.
    if (known.size < rememberedNames && name.length <= 128) known.set(name, sensitive)
    return sensitive
  }
}
