const tokens = new RegExp(
  [
    /(?:--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/, // comment
    /\b[eE]'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)/, // string with escapes
    /(?:\b[bBxXnN]|\b[uU]&)?'(?:[^']|'')*(?:'|$)/, // string
    /(\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?(?:\1|$)/, // dollar-quoted string
    /("(?:[^"]|"")*(?:"|$)|\$\d+|[A-Za-z_][\w$]*)/, // identifier, parameter, keyword
    /\d[\w.]*(?:[eE][+-]?\d+)?/, // number
  ]
    .map((pattern) => pattern.source)
    .join('|'),
  'g',
)

const rememberedStatements = 500
const longestRemembered = 4000
const known = new Map<string, string>()

/** Replaces literals by `?` and drops comments; identifiers, keywords and `$1` stay. */
export function redactSql(sql: string): string {
  const remembered = known.get(sql)
  if (remembered !== undefined) return remembered
  const result = sql
    .replace(tokens, (match, _tag: string | undefined, kept: string | undefined) => {
      if (kept !== undefined) return kept
      return match.startsWith('--') || match.startsWith('/*') ? '' : '?'
    })
    .trimEnd()
  // A service runs few statements many times; generated ones fill the map only once.
  if (known.size < rememberedStatements && sql.length <= longestRemembered) known.set(sql, result)
  return result
}

const statement =
  /\b(?:(?:insert|replace|merge)\s+into\s|delete\s+from\s|update\s+[^\s;]{1,100}\s+set\s|(?:alter|create)\s+(?:user|role|login)\s|call\s+[\w.]{1,100}\s?\(|select\s)/gi
const fromOrEnd = /\sfrom\s|;/gi
const longestSelectList = 2000

/** Hides the literals of the first statement inside a text, and everything like a literal after it. */
export function redactEmbeddedSql(text: string): string {
  const start = statementStart(text)
  if (start === -1) return text
  // The frames of a stack are no part of a statement.
  const frames = text.indexOf('\n    at ', start)
  const end = frames === -1 ? text.length : frames
  return text.slice(0, start) + redactSql(text.slice(start, end)) + text.slice(end)
}

/** `select` is a word of prose as well: without `from`, a call or a literal it starts no statement. */
function statementStart(text: string): number {
  statement.lastIndex = 0
  fromOrEnd.lastIndex = 0
  let next = fromOrEnd.exec(text)
  for (let match = statement.exec(text); match; match = statement.exec(text)) {
    if (!/^select/i.test(match[0])) return match.index
    const end = statement.lastIndex
    if (/^(?:'|[\w.]{1,60}\()/.test(text.slice(end, end + 62))) return match.index
    while (next && next.index < end - 1) next = fromOrEnd.exec(text)
    if (next && next[0] !== ';' && next.index - end < longestSelectList) return match.index
  }
  return -1
}
