import type { SyntaxNode } from '@lezer/common'
import { describeField, type Operator, spanFieldNames } from './fields.ts'
import { parser } from './grammar/parser.ts'

/** Kinds of completion in a query text. */
export type Expected =
  | { readonly kind: 'key' | 'connector' }
  | { readonly kind: 'operator' | 'value'; readonly key: string; readonly isQuoted: boolean }

/** The unfinished part at the end of a text. */
export type Completion = Expected & {
  /** The part that is there already; a suggestion replaces it. */
  readonly part: string
  /** Words that are always possible here; values and attribute keys come from the data. */
  readonly words: readonly string[]
}

const partAtEnd = /(?:"(?:[^"\\]|\\.)*|[^\s"=<>!()]*)$/su

/** Suggestions for the end of a text. */
export function completeWhere(text: string): Completion {
  const part = hasOpenQuote(text) ? text.slice(lastQuote(text)) : partOf(text)
  const expected = expectedAfter(text.slice(0, text.length - part.length))
  return { ...expected, part, words: wordsOf(expected) }
}

function partOf(text: string): string {
  return text.endsWith('"') ? '' : (partAtEnd.exec(text)?.[0] ?? '')
}

function wordsOf(expected: Expected): readonly string[] {
  switch (expected.kind) {
    case 'key':
      return spanFieldNames
    case 'operator':
      return describeField(expected.key, expected.isQuoted).operators
    case 'value':
      return describeField(expected.key, expected.isQuoted).values ?? []
    default:
      return ['AND', 'OR']
  }
}

/** For an error message: what is allowed at a position. */
export function expectedAt(text: string, position: number): string {
  const before = text.slice(0, position)
  const expected = expectedAfter(before)
  switch (expected.kind) {
    case 'key':
      return 'the name of a field, NOT or ('
    case 'operator':
      return operatorsText(describeField(expected.key, expected.isQuoted).operators)
    case 'value':
      return describeField(expected.key, expected.isQuoted).field.kind === 'duration'
        ? 'a duration such as 250ms, 1.5 s or 2h'
        : 'a value'
    default:
      return openGroups(before) > 0 ? 'AND, OR or )' : 'AND, OR or the end'
  }
}

function operatorsText(operators: readonly Operator[]): string {
  return `${operators.slice(0, -1).join(', ')} or ${operators.at(-1)}`
}

function expectedAfter(text: string): Expected {
  const last = lastLeaf(text)
  const test = enclosing(last, 'Test')
  const key = test?.getChild('Key')
  if (last === undefined || ['And_', 'Or_', 'Not_', '('].includes(last.name)) return { kind: 'key' }
  if (key == null) return { kind: 'connector' }
  const raw = text.slice(key.from, key.to)
  const isQuoted = raw.startsWith('"')
  const name = isQuoted ? raw.slice(1, -1).replaceAll(/\\(.)/gsu, '$1') : raw
  if (last.from === key.from) return { kind: 'operator', key: name, isQuoted }
  const isOperator = ['Comparison', 'Contains', 'Like', 'Regex'].includes(last.name)
  return isOperator ? { kind: 'value', key: name, isQuoted } : { kind: 'connector' }
}

function lastLeaf(text: string): SyntaxNode | undefined {
  let last: SyntaxNode | undefined
  parser.parse(text).iterate({
    enter: ({ node, type }) => {
      if (!type.isError && node.firstChild === null && !type.isTop) last = node
    },
  })
  return last
}

function enclosing(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  let found = node ?? null
  while (found !== null && found.name !== name) found = found.parent
  return found ?? undefined
}

function openGroups(text: string): number {
  let open = 0
  parser.parse(text).iterate({
    enter: ({ name }) => {
      if (name === '(') open += 1
      if (name === ')') open -= 1
    },
  })
  return open
}

function hasOpenQuote(text: string): boolean {
  return text.replaceAll(/\\./gsu, '').split('"').length % 2 === 0
}

function lastQuote(text: string): number {
  return text.replaceAll(/\\./gsu, '__').lastIndexOf('"')
}
