type Condition =
  | { readonly subject: string; readonly min?: number; readonly max?: number }
  | { readonly subject: string; readonly values: readonly string[] }
  | { readonly text: string }

/**
 * Whether every row that passes the old checks passes the new one. Understands bounds and lists of
 * values, joined by `AND`, as Postgres shows them; for other checks the text must be the same.
 */
export function acceptsEveryRowOf(definition: string, old: readonly string[]): boolean {
  const known = old.flatMap(parse)
  return parse(definition).every((condition) => known.some((other) => implies(other, condition)))
}

/** `CHECK (((a >= 1) AND (a <= 280)))` as two conditions. */
function parse(definition: string): Condition[] {
  const text = definition.replace(/^CHECK /, '').replace(/ NOT VALID$/, '')
  return splitByAnd(withoutParentheses(text)).map(withoutParentheses).map(parseCondition)
}

function parseCondition(text: string): Condition {
  const bound = /^(.+?) (>=|>|<=|<) \(?'?(-?\d+(?:\.\d+)?)'?\)?(?:::[\w ]+)?$/.exec(text)
  if (bound) {
    const [, subject = '', operator = '', value] = bound
    const limit = Number(value)
    // Bounds of whole numbers; for others an open bound is compared as if it were closed.
    if (operator === '>=' || operator === '>')
      return { subject, min: operator === '>' ? limit + 1e-9 : limit }
    return { subject, max: operator === '<' ? limit - 1e-9 : limit }
  }
  const list = /^(.+?) = ANY \(+ARRAY\[(.*)\]\)?(?:::[\w\s[\]]+)?\)$/.exec(text)
  const [, subject = '', items = ''] = list ?? []
  if (list) return { subject: subject.replace(/::text$/, ''), values: literals(items) }
  const equal = /^(.+?) = ('(?:[^']|'')*')(?:::[\w ]+)?$/.exec(text)
  if (equal) return { subject: (equal[1] ?? '').replace(/::text$/, ''), values: literals(equal[2]) }
  return { text }
}

const literals = (text = '') =>
  [...text.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = '']) => value)

function implies(old: Condition, current: Condition): boolean {
  if ('text' in old || 'text' in current)
    return 'text' in old && 'text' in current && old.text === current.text
  if (normalized(old.subject) !== normalized(current.subject)) return false
  if ('values' in old || 'values' in current)
    return (
      'values' in old &&
      'values' in current &&
      old.values.every((value) => current.values.includes(value))
    )
  if (current.min !== undefined) return old.min !== undefined && old.min >= current.min
  return old.max !== undefined && current.max !== undefined && old.max <= current.max
}

const normalized = (subject: string) => subject.replaceAll(/[()\s]|::text/g, '')

/** Removes parentheses around the whole text. */
function withoutParentheses(text: string): string {
  const trimmed = text.trim()
  if (!trimmed.startsWith('(') || closingOf(trimmed, 0) !== trimmed.length - 1) return trimmed
  return withoutParentheses(trimmed.slice(1, -1))
}

/** Splits at `AND` outside of parentheses and texts; not at that of `BETWEEN`, which Postgres rewrites. */
function splitByAnd(text: string): string[] {
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '(') index = closingOf(text, index)
    else if (text[index] === "'") index = text.indexOf("'", index + 1)
    else if (text.startsWith(' AND ', index))
      return [text.slice(0, index), ...splitByAnd(text.slice(index + 5))]
    if (index < 0) return [text]
  }
  return [text]
}

function closingOf(text: string, open: number): number {
  let depth = 0
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === "'") {
      const end = text.indexOf("'", index + 1)
      if (end < 0) return -1
      index = end
    } else if (text[index] === '(') depth += 1
    else if (text[index] === ')') depth -= 1
    if (depth === 0) return index
  }
  return -1
}
