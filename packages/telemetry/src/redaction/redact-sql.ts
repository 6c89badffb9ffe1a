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

/** Puts `?` where a literal stands and drops comments; identifiers, keywords and `$1` stay. */
export function redactSql(sql: string): string {
  const remembered = known.get(sql)
  if (remembered !== undefined) return remembered
  const result = sql
    .replace(tokens, (match, _tag: string | undefined, kept: string | undefined) => {
      if (kept !== undefined) return kept
      return match.startsWith('--') || match.startsWith('/*') ? '' : '?'
    })
    .trimEnd()
  // A service runs few statements, each many times; made-up ones only fill the map once.
  if (known.size < rememberedStatements && sql.length <= longestRemembered) known.set(sql, result)
  return result
}
