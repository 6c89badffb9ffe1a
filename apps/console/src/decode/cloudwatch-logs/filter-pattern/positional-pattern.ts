import { type Condition, compare, takeOperator } from './compare.ts'
import { FilterPatternError } from './filter-pattern-error.ts'
import { readTokens, type TokenReader, tokenize } from './tokens.ts'

/** `[ip, user, ..., status = 4* || status = 5*, bytes > 1000]` over log events of columns. */
export function compilePositionalPattern(
  pattern: string,
  offset: number,
): (message: string) => boolean {
  if (!pattern.endsWith(']')) throw new FilterPatternError('Expected ] at the end')
  const tokens = readTokens(tokenize(pattern.slice(1, -1), offset + 1))
  const before: Condition[] = []
  const after: Condition[] = []
  let open = false
  do {
    if (!tokens.take('...')) (open ? after : before).push(columnCondition(tokens))
    else if (open) throw tokens.error('... must occur only once, not again')
    else open = true
  } while (tokens.take(','))
  if (!tokens.done) throw tokens.error('Expected a comma or ]')
  const fewest = before.length + after.length
  return (message) => {
    const columns = splitColumns(message)
    if (open ? columns.length < fewest : columns.length !== fewest) return false
    const rest = columns.slice(columns.length - after.length)
    return (
      before.every((matches, index) => matches(columns[index])) &&
      after.every((matches, index) => matches(rest[index]))
    )
  }
}

/** A name alone takes any column; conditions on it are joined by && and ||. */
function columnCondition(tokens: TokenReader): Condition {
  const alternatives = [conjunction(tokens)]
  while (tokens.take('||')) alternatives.push(conjunction(tokens))
  return (value) => alternatives.some((matches) => matches(value))
}

function conjunction(tokens: TokenReader): Condition {
  const conditions = [condition(tokens)]
  while (tokens.take('&&')) conditions.push(condition(tokens))
  return (value) => conditions.every((matches) => matches(value))
}

function condition(tokens: TokenReader): Condition {
  const name = tokens.next('a name')
  if (name.kind !== 'word') throw new FilterPatternError(`Expected a name at position ${name.at}`)
  const operator = takeOperator(tokens)
  return operator === undefined ? () => true : compare(operator, tokens.next('a value'))
}

const space = /\s*/y
const word = /\S+/y

/** Splits at spaces; "quoted" and [bracketed] text is one column without its delimiters. */
function splitColumns(message: string): string[] {
  const columns: string[] = []
  // A search that found no closing delimiter is not repeated, which keeps the time linear.
  const closing: Record<string, string | undefined> = { '"': '"', '[': ']' }
  let position = 0
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = position
    const text = pattern.exec(message)?.[0] ?? ''
    position += text.length
    return text
  }
  for (;;) {
    take(space)
    if (position === message.length) return columns
    const first = message.charAt(position)
    const delimiter = closing[first]
    const end = delimiter === undefined ? -1 : message.indexOf(delimiter, position + 1)
    if (end < 0) {
      closing[first] = undefined
      columns.push(take(word))
    } else {
      columns.push(message.slice(position + 1, end))
      position = end + 1
    }
  }
}
