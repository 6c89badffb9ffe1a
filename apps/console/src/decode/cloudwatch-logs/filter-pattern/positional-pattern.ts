import { type Condition, compare, takeOperator } from './compare.ts'
import { FilterPatternError } from './filter-pattern-error.ts'
import { readTokens, type TokenReader, tokenize } from './tokens.ts'

const field = /"([^"]*)"|\[([^\]]*)\]|(\S+)/g

/** `[ip, user, ..., status = 4* || status = 5*, bytes > 1000]` over log events of columns. */
export function compilePositionalPattern(pattern: string): (message: string) => boolean {
  const trimmed = pattern.trim()
  if (!trimmed.endsWith(']')) throw new FilterPatternError('Expected ]')
  const tokens = readTokens(tokenize(trimmed.slice(1, -1)))
  const before: Condition[] = []
  const after: Condition[] = []
  let open = false
  do {
    if (!tokens.take('...')) (open ? after : before).push(column(tokens))
    else if (open) throw new FilterPatternError('... must occur only once')
    else open = true
  } while (tokens.take(','))
  if (!tokens.done) throw new FilterPatternError('Expected a comma or ]')
  const fewest = before.length + after.length
  return (message) => {
    const columns = [...message.matchAll(field)].map((found) => found[1] ?? found[2] ?? found[3])
    if (open ? columns.length < fewest : columns.length !== fewest) return false
    const rest = columns.slice(columns.length - after.length)
    return (
      before.every((matches, index) => matches(columns[index])) &&
      after.every((matches, index) => matches(rest[index]))
    )
  }
}

/** A name alone takes any column; conditions on it are joined by && and ||. */
function column(tokens: TokenReader): Condition {
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
  if (tokens.next('a name').kind !== 'word') throw new FilterPatternError('Expected a name')
  const operator = takeOperator(tokens)
  return operator === undefined ? () => true : compare(operator, tokens.next('a value'))
}
