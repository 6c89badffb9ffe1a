import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRedactor } from '../../src/redaction/index.ts'

const redactor = createRedactor()
const runs = { numRuns: 1000, seed: 14 }

const spellings: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join('_'),
  (words) => words.join('-'),
  (words) => words.join('.'),
  (words) => words.join('_').toUpperCase(),
  (words) => words.map(capital).join('-'),
  (words) => words.map(capital).join(''),
  (words) => words.map((word, at) => (at === 0 ? word : capital(word))).join(''),
]
const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

const name = fc
  .record({
    before: fc.constantFrom([], ['db'], ['user', 'new'], ['x'], ['smtp']),
    words: fc.constantFrom(
      ['password'],
      ['passwords'],
      ['api', 'key'],
      ['encryption', 'key'],
      ['refresh', 'token'],
      ['pin'],
      ['otp', 'code'],
      ['client', 'secret'],
      ['session', 'id'],
      ['cvv2'],
    ),
    after: fc.constantFrom([], [], ['value'], ['2']),
    spelling: fc.constantFrom(...spellings),
  })
  .map(({ before, words, after, spelling }) => spelling([...before, ...words, ...after]))

/** Long enough not to occur by chance. */
const secret = fc.stringMatching(/^[A-Za-z0-9]{6}Q7z[A-Za-z0-9]{6}$/)

const notations: readonly ((name: string, secret: string) => string)[] = [
  (key, value) => `${key}=${value}`,
  (key, value) => `${key}: ${value}`,
  (key, value) => `${key}:      "${value}"`,
  (key, value) => `{ ${key}: '${value}' }`,
  (key, value) => JSON.stringify({ [key]: value }),
  (key, value) => JSON.stringify({ [key]: [value, { a: value }] }),
  (key, value) => JSON.stringify(JSON.stringify({ [key]: value, a: 1 })),
  (key, value) => JSON.stringify({ name: key, value }),
  (key, value) => JSON.stringify([key, value]),
  (key, value) => `a=1&${key}=${value}&b=2`,
  (key, value) => `user[${key}]=${value}`,
  (key, value) => encodeURIComponent(`?${key}=${value}`),
  (key, value) => `<${key}>${value}</${key}>`,
  (key, value) => `<add key="${key}" value="${value}"/>`,
  (key, value) => `run --${key} ${value}`,
  (key, value) => `form-data; name="${key}"\r\n\r\n${value}\r\n--x`,
]

/** Any structure, with the secret under its name somewhere in it. */
const structure = fc
  .tuple(
    fc.array(fc.constantFrom('map', 'list', 'Map', 'Set', 'Error', 'JSON'), { maxLength: 6 }),
    fc.jsonValue({ maxDepth: 2 }),
  )
  .map(
    ([path, sibling]) =>
      (value: unknown) =>
        path.reduce((inner, kind) => wrap(kind, inner, sibling), value),
  )

function wrap(kind: string, inner: unknown, sibling: unknown): unknown {
  if (kind === 'map') return { sibling, inner }
  if (kind === 'list') return [sibling, inner, sibling]
  if (kind === 'Map') return new Map([['inner', inner]])
  if (kind === 'Set') return new Set([inner])
  if (kind === 'Error') return new Error('outer', { cause: inner })
  return JSON.stringify({ inner })
}

test('a value under a sensitive name is hidden in any structure', () => {
  fc.assert(
    fc.property(name, secret, structure, (key, value, build) => {
      const shown = JSON.stringify(redactor.value(build({ [key]: value })))
      expect(shown).not.toContain(value)
    }),
    runs,
  )
})

test('a value after a sensitive name is hidden in any notation, anywhere in a text', () => {
  fc.assert(
    fc.property(
      name,
      secret,
      fc.constantFrom(...notations),
      fc.constantFrom('', 'failed: ', 'GET /a 500 ', '\n', '{"a":"b"} '),
      (key, value, notation, before) => {
        const shown = redactor.text(`${before}${notation(key, value)}`)
        expect(shown).not.toContain(value)
        expect(redactor.text(shown)).toBe(shown)
      },
    ),
    runs,
  )
})

test('a query value is hidden for any key', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), secret, (query, value) => {
      expect(redactor.url(`/a?${query}&b=${value}`)).not.toContain(value)
    }),
    runs,
  )
})

test('any value is copied without an exception, and stays as it is', () => {
  const options = {
    withMap: true,
    withSet: true,
    withDate: true,
    withBigInt: true,
    withTypedArray: true,
  }
  fc.assert(
    fc.property(fc.anything(options), (value) => {
      const before = fc.stringify(value)
      JSON.stringify(redactor.value(value))
      expect(fc.stringify(value)).toBe(before)
    }),
    runs,
  )
})

const fragments = fc.constantFrom(
  ...'password token = : " \' \\ [ ] { } < > / ? & ; , ( ) @ - . \n a1 user:x@h https://h select from Bearer --'.split(
    ' ',
  ),
  ' ',
)

test('text of any fragments is redacted without an exception', () => {
  fc.assert(
    fc.property(fc.array(fragments, { maxLength: 40 }), (parts) => {
      const text = parts.join('')
      expect(typeof redactor.text(text)).toBe('string')
      expect(typeof redactor.url(text)).toBe('string')
    }),
    runs,
  )
})

test('words of prose are kept', () => {
  const words = fc.stringMatching(
    /^[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z]$/,
  )
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 12 }), (all) => {
      const text = all.join(' ')
      expect(redactor.text(text)).toBe(text)
    }),
    runs,
  )
})
