import type { SyntaxNode } from '@lezer/common'
import type { Condition, Field, Value } from '../model/condition.ts'
import { readDuration } from './duration.ts'
import { describeField, type FieldDescription, type FieldsOf, type Operator } from './fields.ts'
import { parser } from './grammar/parser.ts'
import { expectedAt } from './syntax.ts'
import { readTraceId } from './trace-id.ts'
import { WhereError } from './where-error.ts'

const maxCharacters = 4_000
const maxTests = 50
const maxDepth = 20

export interface ParseOptions {
  /** Returns why a regular expression is invalid; everything is accepted when left out. */
  readonly checkRegex?: (pattern: string) => string | undefined
  readonly of?: FieldsOf
}

/**
 * Reads the query text of `where=`; docs/query-language.md describes it, where.grammar defines it.
 * @throws WhereError that names the position and what is allowed there
 */
export function parseWhere(text: string, { checkRegex, of }: ParseOptions = {}): Condition {
  if (text.length > maxCharacters) throw tooLarge(`${maxCharacters} characters`)
  const tree = parser.parse(text)
  let tests = 0
  const slice = ({ from, to }: SyntaxNode) => text.slice(from, to)

  tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) throw syntaxError(text, from)
    },
  })
  const [root] = childrenOf(tree.topNode)
  if (root === undefined) throw syntaxError(text, 0)
  return toCondition(root, 0)

  function toCondition(node: SyntaxNode, depth: number): Condition {
    if (depth > maxDepth) throw tooLarge(`${maxDepth} levels of NOT and parentheses`)
    const parts = childrenOf(node).filter(({ name }) => !punctuation.has(name))
    const [first = node] = parts
    switch (node.name) {
      case 'Or':
        return { op: 'any', conditions: parts.map((part) => toCondition(part, depth)) }
      case 'And':
        return { op: 'all', conditions: parts.map((part) => toCondition(part, depth)) }
      case 'Not':
        return { op: 'not', condition: toCondition(first, depth + 1) }
      case 'Group':
        return toCondition(first, depth + 1)
      default:
        tests += 1
        if (tests > maxTests) throw tooLarge(`${maxTests} tests`)
        return toTest(parts)
    }
  }

  function toTest([key, operator, value]: readonly SyntaxNode[]): Condition {
    if (key === undefined || operator === undefined) throw syntaxError(text, text.length)
    const name = readName(key)
    if (name.text === '') throw syntaxError(text, key.from)
    const described = describeField(name.text, name.isQuoted, of)
    const { field } = described
    const symbol = slice(operator).toLowerCase() as Operator
    if (!described.operators.includes(symbol))
      throw refused(`${name.text} cannot be tested with ${symbol}`, operator, described)
    if (symbol === 'exists') return { op: 'exists', field }
    if (symbol === 'absent') return { op: 'not', condition: { op: 'exists', field } }
    if (value === undefined) throw syntaxError(text, text.length)
    if (symbol === 'contains') return { op: 'contains', field, value: readName(value).text }
    if (symbol === 'like') return { op: 'wildcard', field, value: readName(value).text }
    if (symbol === '=~' || symbol === '!~') return toRegex(field, symbol, value)
    return {
      ...{ op: 'compare', field, comparison: symbol },
      value: readValue(described, name.text, value),
    }
  }

  function toRegex(field: Field, symbol: '=~' | '!~', node: SyntaxNode): Condition {
    const { text: pattern } = readName(node)
    const reason = checkRegex?.(pattern)
    if (reason !== undefined)
      throw new WhereError(
        `the regular expression at position ${node.from + 1} is not valid RE2 syntax: ${reason}`,
        node.from,
      )
    const condition = { op: 'regex', field, value: pattern } as const
    return symbol === '!~' ? { op: 'not', condition } : condition
  }

  function readValue(described: FieldDescription, name: string, node: SyntaxNode): Value {
    const { text: written, isQuoted } = readName(node)
    const refuse = () => refused(`${slice(node)} is not a value of ${name}`, node, described)
    switch (described.field.kind) {
      case 'duration': {
        const nanos = readDuration(written)
        if (nanos === undefined) throw refuse()
        return nanos
      }
      case 'trace-id': {
        const traceId = readTraceId(written)
        if (traceId === undefined) throw refuse()
        return traceId
      }
      case 'span-id':
      case 'span-kind':
      case 'status': {
        const { hexDigits = 0, values } = described
        const value = written.toLowerCase()
        const isKnown = values?.includes(value) ?? /^[\da-f]*$/.test(value)
        if (!isKnown || (hexDigits > 0 && value.length !== hexDigits)) throw refuse()
        return value
      }
      case 'attribute':
        if (node.name === 'Number' && !isQuoted) return { number: written.replaceAll(/^\+|,/g, '') }
        return written
      default:
        return written
    }
  }

  /** A word as it is, a text in quotes without these. */
  function readName(node: SyntaxNode): { readonly text: string; readonly isQuoted: boolean } {
    const raw = slice(node)
    if (!raw.startsWith('"')) return { text: raw, isQuoted: false }
    return { text: raw.slice(1, -1).replaceAll(/\\(.)/gsu, '$1'), isQuoted: true }
  }
}

const punctuation = new Set(['And_', 'Or_', 'Not_', '(', ')'])

/** Children, where a rule that only names an alternative counts as its alternative. */
function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name === 'Match' || child.name === 'Presence') children.push(...childrenOf(child))
    else children.push(child)
  return children
}

function syntaxError(text: string, errorAt: number): WhereError {
  const from = errorAt + (/^\s*/.exec(text.slice(errorAt))?.[0].length ?? 0)
  const found = /^(?:"[^"]*"?|[^\s"=<>!()]+|[=<>!~]+|.)/su.exec(text.slice(from))?.[0]
  const isUnclosed = found?.startsWith('"') && !/^"(?:[^"\\]|\\.)*"/su.test(text.slice(from))
  const expected = isUnclosed ? 'a closing "' : expectedAt(text, from)
  return new WhereError(
    `expected ${expected} at position ${from + 1}, found ${found?.slice(0, 40) ?? 'the end'}`,
    from,
  )
}

function refused(what: string, node: SyntaxNode, described: FieldDescription): WhereError {
  const { operators, hint } = described
  const allowed = `use ${list(operators)} with ${valuesOf(described)}`
  return new WhereError(
    `${what} (position ${node.from + 1}): ${allowed}${hint === undefined ? '' : `. ${hint}`}`,
    node.from,
  )
}

function valuesOf({ field, values, hexDigits }: FieldDescription): string {
  if (values !== undefined) return list(values)
  if (field.kind === 'duration') return 'a duration such as 250ms, 1.5 s or 2h'
  if (field.kind === 'trace-id') return '32 hex digits or an X-Ray trace ID (1-…-…)'
  if (hexDigits !== undefined) return `${hexDigits} hex digits`
  return 'a text'
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function tooLarge(limit: string): WhereError {
  return new WhereError(`a query has at most ${limit}`, 0)
}
