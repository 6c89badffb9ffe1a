import type {
  Expression,
  InsightsCommand,
  InsightsQuery,
  NamedExpression,
} from '../../../model/insights-query.ts'
import { InsightsError } from './insights-error.ts'
import { createExpressionParser, type Scope } from './parse-expression.ts'
import { globRegex, namedGroups } from './regex.ts'
import { readTokens } from './token-reader.ts'

export const maxQueryLength = 10_000
const maxCommands = 50
const maxLimit = 10_000
const maxGlobFields = 50

/**
 * Reads a query in the language of CloudWatch Logs Insights; docs/console-apis.md lists its commands.
 * @throws InsightsError that names the place and what is allowed there
 */
export function parseInsightsQuery(text: string): InsightsQuery {
  if (text.length > maxQueryLength)
    throw new InsightsError(`More than ${maxQueryLength} characters`, { from: 0, to: text.length })
  const reader = readTokens(text)
  const { peek, next, take, expect, expected, textFrom, placeFrom } = reader
  const scope: Scope = { columns: undefined }
  const { parseExpression, parseAggregate, parsePrimary, separated } = createExpressionParser(
    reader,
    scope,
  )

  const parsers: Readonly<Record<string, () => InsightsCommand>> = {
    fields: () => ({ command: 'fields', columns: withAliases(separated(',', named)) }),
    display: () => ({ command: 'display', columns: separated(',', named) }),
    filter: () => ({ command: 'filter', condition: parseExpression() }),
    stats: parseStats,
    sort: () => ({ command: 'sort', keys: separated(',', parseSortKey) }),
    limit: () => ({ command: 'limit', count: parseLimit() }),
    parse: parseParse,
    dedup: () => ({ command: 'dedup', fields: separated(',', parseExpression) }),
  }

  const commands: InsightsCommand[] = []
  do {
    if (commands.length >= maxCommands)
      throw new InsightsError(`More than ${maxCommands} commands`, peek())
    commands.push(parseCommand())
  } while (take('|') && peek().kind !== 'end')
  if (peek().kind !== 'end') throw expected('| or the end of the query')
  return commands

  function parseCommand(): InsightsCommand {
    const { kind, text: word } = peek()
    const name = word.toLowerCase()
    const parser = kind === 'word' && Object.hasOwn(parsers, name) ? parsers[name] : undefined
    if (parser === undefined) throw expected(`a command (${Object.keys(parsers).join(', ')})`)
    next()
    return parser()
  }

  function named(parse: () => Expression = parseExpression): NamedExpression {
    const { from } = peek()
    const expression = parse()
    const { kind } = expression
    const name = kind === 'field' ? expression.name : textFrom(from)
    return { name: take('as') ? parseName() : name, expression }
  }

  function parseName(): string {
    const { kind } = peek()
    if (kind !== 'word' && kind !== 'name') throw expected('a name')
    return next().text
  }

  /** After `stats`, the names of `fields` are known like its columns. */
  function withAliases(columns: readonly NamedExpression[]): readonly NamedExpression[] {
    addColumns(columns.map(({ name }) => name))
    return columns
  }

  function addColumns(names: Iterable<string>): void {
    if (scope.columns) scope.columns = new Set([...scope.columns, ...names])
  }

  function parseStats(): InsightsCommand {
    const aggregates = separated(',', () => named(parseAggregate))
    const by = take('by') ? separated(',', () => named()) : []
    scope.columns = new Set([...by, ...aggregates].map(({ name }) => name))
    return { command: 'stats', aggregates, by }
  }

  function parseSortKey() {
    const expression = parseExpression()
    const isDescending = take('desc')
    if (!isDescending) take('asc')
    return { expression, isDescending }
  }

  function parseLimit(): number {
    const { kind, text: count } = peek()
    const limit = Number(count)
    if (kind !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > maxLimit)
      throw expected(`an integer from 1 to ${maxLimit}`)
    next()
    return limit
  }

  /** `parse @message "user=*, *" as user, method` or `parse @message /user=(?<user>\S+)/`. */
  function parseParse(): InsightsCommand {
    const isSource = peek().kind === 'word' || peek().kind === 'name'
    const source: Expression = isSource ? parsePrimary() : { kind: 'field', name: '@message' }
    const literal = reader.takeRegex()
    if (literal !== undefined) {
      const groups = namedGroups(literal.pattern, literal)
      addColumns(groups.values())
      return { command: 'parse', source, regex: literal.pattern, groups }
    }
    const glob = peek()
    if (glob.kind !== 'text') throw expected('a text with * or a regular expression')
    next()
    const { regex, count } = globRegex(glob.text)
    expect('as')
    const { from } = peek()
    const names = separated(',', parseName)
    if (count !== names.length || count > maxGlobFields)
      throw new InsightsError(
        `The text of parse has ${count} * but there are ${names.length} names (at most ${maxGlobFields})`,
        placeFrom(from),
      )
    addColumns(names)
    return {
      command: 'parse',
      source,
      regex,
      groups: new Map(names.map((name, i) => [i + 1, name])),
    }
  }
}
