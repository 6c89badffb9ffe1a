import { hasSecretStem, secretCodes } from './name-words.ts'
import { redacted } from './redacted.ts'
import { type TextValue, valueAt } from './text-values.ts'

export type Hides = (name: string, value: unknown) => boolean

/** `name=value`, `"name": value`, `name => value`, `name%3Dvalue`. */
const assignment =
  /(?<![\w$.[\]\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff-])(?<!%(?=5[bdf]))((?:[\w$.[\]\u00c0-\u024f\u0370-\u1fff\u3040-\ud7ff-]|%5[bdf])+)((?:\\*["'`]|%22|%27|&quot;|&#34;|\)|\]){0,3})(?:\s*(?::=|=>|->|→|={1,3}|[:：]|%(?:25){0,3}3[ad])|\t(?=\S))/gi
/** `["name", "value"]`, and headers in one list: `["Host", "example", "X-Api-Key", "value"]`. */
const pair =
  /(?:\[\s*|,\s*(?=\\*["'](?:\w{1,40}-|authorization|cookie)))\\*["']([\w$.-]{2,64})\\*["']\s*,\s*(?=\\*["'])/gi
/** `<name attribute="x">value</name>`, also with `&lt;` and `&gt;`. */
const element = /(?:<|&lt;)(?:[\w-]{1,40}:)?([\w.-]{2,64})(?:\s[^<>]*)?(?:>|&gt;)/g
/** `<name>password</name><value>x</value>`, and property lists. */
const entryElement =
  /<(?:\w{1,20}:)?(?:name|key)>\s{0,20}([\w.-]{2,64})\s{0,20}<\/(?:\w{1,20}:)?(?:name|key)>\s{0,40}<[\w:]{1,40}(?:\s[^<>]{0,200})?>/gi
/** A field of HTML whose type is the name. */
const passwordField =
  /(<input\s(?=[^<>]{0,500}\btype=["']?password\b)[^<>]{0,500}?\bvalue=)(?:"[^"<>]{1,500}"?|'[^'<>]{1,500}'?|[^\s"'<>]{1,500})/gi
/** `"name": "password"`, with the value under a name of its own, as content, or as a part of a form. */
const namedEntry =
  /\b(?:name|key|field|header|param|parameter|property|attribute|label|k)\b\\*["']?\s*[=:]\s*\\*["']?([\w$.[\]-]{2,64})\\*["']?/gi
/** The same with the value first. */
const valueBeforeName =
  /(\b(?:value|val)\\*["']?\s{0,9}[=:]\s{0,9}\\*["'])([^"'\\]{1,2000})(?=\\*["'][\s,]{1,9}\\*["']?(?:name|key|field)\\*["']?\s{0,9}[=:]\s{0,9}\\*["']([\w$.[\]-]{2,64}))/gi
const entryValue =
  /[\s,;]*\\*["']?\b(?:value|val|v|content|data|text|default)\b\\*["']?\s*[=:]\s*|(?:\s[\w:]{1,40}=["'][^"'<>]{0,100}["']){0,5}\s*>(?:\s{0,40}<value>)?|[^\n\\]{0,200}(?:(?:\r?\n|(?:\\r)?\\n)[^\n\\]{0,200}){0,3}?(?:(?:\r?\n){2}|(?:(?:\\r)?\\n){2})/iy
/** `--password value`. */
const option = /(?<![^\s"'])--?([a-z][\w.-]{1,40})\s+(?=[^\s-])/gi
/** `DB_PASSWORD x`: the name of a variable, at the start or after a command that sets it. */
const variable =
  /(\b(?:env|setenv|export|arg|set)\s{1,9}|(?<![\w$-]))(?=\w{0,60}_)([A-Za-z_]\w{3,60})([ \t]{1,9}["']?)(?!\()([^\s"',;]{4,300})/gi
/** `pass%77ord=x`, `{"pass\\u0077ord":"x"}`. */
const encodedName =
  /(?<![\w$.%\\-])((?=[\w$.-]{0,60}(?:%[4-7][\da-f]|\\u00[4-7][\da-f]))(?:[\w$.-]|%(?:2[de]|[45][0-9a-f]|5f|[67][\da-f])|\\u00[4-7][\da-f]){1,200})["']?(?:=|:|%(?:25){0,3}3[ad])/gi

/** Hides the values that a text gives to sensitive names, in the notations that logs and errors are full of. */
export function redactNamedValues(text: string, hides: Hides): string {
  let result = text
  if (result.includes('<') || result.includes('&lt;')) {
    result = replaceValues(result, element, hides, elementValue)
    result = replaceValues(result, entryElement, hides, (all, { end }) => elementContent(all, end))
    result = result.replace(passwordField, (_match, before) => before + redacted)
  }
  result = replaceValues(result, namedEntry, hides, valueOfEntry).replace(
    valueBeforeName,
    (match, before: string, value: string, name: string) =>
      hides(name, value) ? before + redacted : match,
  )
  result = replaceValues(result, assignment, hides, assignedValue)
  result = replaceValues(result, pair, hides, (all, { end }) => valueAt(all, end))
  if (result.includes('%') || result.includes('\\u'))
    result = replaceValues(result, encodedName, hides, assignedValue)
  if (result.includes('_'))
    result = result.replace(variable, (...groups) => hideVariable(groups, hides))
  if (!result.includes('-')) return result
  return replaceValues(result, option, hides, (all, { end }) => valueAt(all, end))
}

/** A word without a digit may also continue a sentence: `DB_PASSWORD missing`. */
function hideVariable(groups: readonly unknown[], hides: Hides): string {
  const [match, set, name, space, value, offset, text] = groups as VariableMatch
  prose.lastIndex = 0
  if (noValue.test(value) || value.startsWith('[redacted') || prose.test(value)) return match
  const isAlone =
    /(?:^|[\n:"'`] ?)$/.test(text.slice(Math.max(0, offset - 2), offset)) &&
    (/^[\n:"'`\\]?$/.test(text[offset + match.length] ?? '') || value.endsWith(':'))
  const isValue = set !== '' || isAlone || /\d/.test(value)
  return isValue && hides(name, value) ? `${set}${name}${space}${redacted}` : match
}

type VariableMatch = [...groups: [string, string, string, string, string], number, string]

interface NamedMatch {
  readonly name: string
  readonly start: number
  readonly end: number
}

type FindValue = (text: string, match: NamedMatch, hides: Hides) => TextValue | undefined

function replaceValues(text: string, names: RegExp, hides: Hides, find: FindValue): string {
  let result = ''
  let done = 0
  names.lastIndex = 0
  for (let match = names.exec(text); match; match = names.exec(text)) {
    const name = nameIn(text, match, hides)
    if (name === undefined) continue
    const value = find(text, { name, start: match.index, end: names.lastIndex }, hides)
    if (!value || value.end <= value.start) continue
    const shown = text.slice(value.start, value.end)
    if (noValue.test(shown) || !hides(name, shown)) continue
    result += text.slice(done, value.start) + redacted
    done = value.end
    names.lastIndex = value.end
  }
  return done === 0 ? text : result + text.slice(done)
}

/** Words of programs for no value, or for a type. */
const noValue = /^(?:any|boolean|false|nil|none|null|number|string|true|undefined|unknown)$/i

/** The name when it is sensitive, together with the words before it: `API key: x`, `verification code: x`. */
function nameIn(text: string, { 1: matched = '', index }: RegExpExecArray, hides: Hides) {
  const plain = text[index - 1] === '%' ? matched.slice(2) : matched
  const name = /[%\\]/.test(plain) ? decoded(plain) : plain
  if (hides(name, '')) return isInArn(text, index) ? undefined : name
  if (text[index - 1] !== ' ') return undefined
  if (!/^(?:keys?|codes?|numbers?|passe|phrase|string|answer|id)$/i.test(name)) return undefined
  const [first = '', second = ''] =
    text
      .slice(Math.max(0, index - 40), index)
      .match(/[A-Za-z]+(?= )/g)
      ?.slice(-2)
      .map((word) => word.toLowerCase()) ?? []
  const last = second || first
  const phrase = `${first}-${second}-${name.toLowerCase()}`.replace('--', '-')
  const isCode = /^codes?$/i.test(name) && secretCodes.has(last)
  return isCode || hasSecretStem(phrase) ? `secret-${name}` : undefined
}

const decoded = (name: string) =>
  name.replace(/(?:%|\\u00)([2-7][\da-f])/gi, (_match, code) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )

/** `arn:aws:secretsmanager:us-east-1:123456789012:secret:app` names a secret, and holds none. */
const isInArn = (text: string, index: number) =>
  text[index - 1] === ':' &&
  /\barn:aws[\w:/-]{0,200}$/.test(text.slice(Math.max(0, index - 200), index))

/** A sentence continues after the colon: `invalid token: must be a string`. */
const prose =
  /\s*(?:a|an|and|as|by|for|from|in|not|on|or|to|with|[a-z]{3,20}ed|unset|at|cannot|could|does|empty|error|expected|expired|failed|false|has|incorrect|invalid|is|malformed|missing|must|no|none|not|null|optional|required|should|the|too|true|undefined|unexpected|was|wrong)(?![\w-])(?![=:])/iy
const wholeLines = /cookie|authorization|phrase|mnemonic/i

function assignedValue(text: string, { name, end }: NamedMatch): TextValue | undefined {
  prose.lastIndex = end
  if (text[end - 1] === ':' && prose.test(text)) return undefined
  return valueAt(text, end, { wholeLine: wholeLines.test(name) })
}

const longestElement = 2000

function elementValue(text: string, { name, end }: NamedMatch): TextValue {
  const nearby = text.slice(end, end + longestElement)
  const opening = text[end - 1] === ';' ? '&lt;' : '<'
  const closing = nearby.indexOf(`${name}${opening === '<' ? '>' : '&gt;'}`)
  return closing === -1
    ? elementContent(text, end, opening)
    : { start: end, end: end + Math.max(0, nearby.lastIndexOf(opening, closing)) }
}

function valueOfEntry(text: string, { end }: NamedMatch): TextValue | undefined {
  entryValue.lastIndex = end
  const match = entryValue.exec(text)
  if (!match) return undefined
  const from = end + match[0].length
  if (match[0].endsWith('>')) return elementContent(text, from)
  if (!/(?:\n|\\n)$/.test(match[0])) return valueAt(text, from)
  // The name of a part of a form is quoted.
  return /["']/.test(text[end - 1] ?? '') ? partContent(text, from) : undefined
}

function elementContent(text: string, start: number, opening = '<'): TextValue {
  const end = text.indexOf(opening, start)
  return { start, end: end === -1 ? text.length : end }
}

/** Up to the next boundary of a form. */
function partContent(text: string, start: number): TextValue {
  const boundary = /(?:\r?\n|(?:\\r)?\\n)--/g
  boundary.lastIndex = start
  return { start, end: boundary.exec(text)?.index ?? text.length }
}
