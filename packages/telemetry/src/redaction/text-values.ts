/** A span of a text that holds one value, without its quotes. */
export interface TextValue {
  readonly start: number
  readonly end: number
}

const openQuote = /"""|'''|(?:[bru](?=["']))?(\\*)(["'`])|%22|%27|&quot;|&#34;|&#39;|&apos;/iy
const yamlTag = /!!?\w{1,20}[ \t]+/y
/** YAML: `key: |` with its indented lines. */
const blockScalar = /[|>][+-]?[ \t]*\r?\n(?:[ \t]+[^\n]*(?:\n|$))+/y
const lineBreak = /\s*\n[ \t]*(?!at )(?=[^\s:=]+(?:\s|$))/y
const scheme =
  /(?:Bearer|Basic|Digest|Token|Negotiate|NTLM|Api-?Key|AWS4-[\w-]{1,40}|Bot|SSWS|Splunk)[ \t]+/iy
const escapes = /\\[nrt"'`]/y
const softEnd = /(?:$|[\s,;:.)}\]"'`\\|&<]|["']?[\w.-]{1,40}["']?\s{0,2}[=:])/y

/** The value that starts at `from`: quoted, in brackets, or up to where a bare word ends. */
export function valueAt(text: string, from: number, { wholeLine = false } = {}): TextValue {
  const start = skipSpace(text, from)
  const at = start + (exec(yamlTag, text, start)?.[0].length ?? 0)
  const block = exec(blockScalar, text, at)
  if (block) return { start: at, end: at + block[0].trimEnd().length }
  const quote = exec(openQuote, text, at)
  if (quote) {
    const start = at + quote[0].length
    return { start, end: closingQuote(text, start, quote) }
  }
  const character = text[at]
  if (text.startsWith('[redacted]', at)) return { start: at + 10, end: at + 10 }
  if (character === '[' || character === '{') return { start: at, end: closingBracket(text, at) }
  if (wholeLine) return { start: at, end: endOfLine(text, at, quoteBefore(text, from)) }
  const credentials = exec(scheme, text, at)
  return { start: at, end: endOfWord(text, credentials ? at + credentials[0].length : at) }
}

/** Blanks, and a line break when the next line does not look like another name with its value. */
function skipSpace(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\t') at += 1
  const next = text[at] === '\n' || text[at] === '\r' ? exec(lineBreak, text, at) : null
  return next ? at + next[0].length : at
}

/** A quote that has as many backslashes before it as the opening one. */
function closingQuote(
  text: string,
  start: number,
  [whole, slashes, mark]: RegExpExecArray,
): number {
  if (mark === undefined) {
    const end = text.indexOf(whole, start)
    return end === -1 ? text.length : end
  }
  const depth = slashes?.length ?? 0
  for (let at = text.indexOf(mark, start); at !== -1; at = text.indexOf(mark, at + 1)) {
    let count = 0
    while (at - count - 1 >= start && text[at - count - 1] === '\\') count += 1
    const isEscaped = depth === 0 ? count % 2 === 1 : count > depth
    if (!isEscaped) return at - Math.min(count, depth)
  }
  return text.length
}

function closingBracket(text: string, start: number): number {
  let depth = 0
  let inString = false
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\') at += 1
    else if (character === '"') inString = !inString
    else if (inString) continue
    else if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

/** The quote, if any, that the text before the name opens: `-H "Cookie: a=b; c=d"`. */
function quoteBefore(text: string, from: number): string | undefined {
  const before = /(["'`])[\w-]{1,60}\s*[:=]?$/.exec(text.slice(Math.max(0, from - 64), from))
  return before?.[1]
}

function endOfLine(text: string, from: number, quote: string | undefined): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\n' || character === '\r' || character === quote) return at
    if (character === '\\' && exec(escapes, text, at)) return at
  }
  return text.length
}

function endOfWord(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at] as string
    if (/[\s;&<]/.test(character)) return at
    if (character === '%' && /^%2[26]|^%7D/i.test(text.slice(at, at + 3))) return at
    if (character === '\\' && exec(escapes, text, at)) return at
    if (/[,)}\]"'`|>]/.test(character) && exec(softEnd, text, at + 1)) return at
  }
  return text.length
}

function exec(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
