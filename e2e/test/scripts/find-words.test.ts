import { describe, expect, it } from 'vitest'
import { findWords, formatWord } from '../../../scripts/words/find-words.ts'
import { words } from '../../../scripts/words/word-list.ts'

const rules = [
  { find: 'told|tells?', use: 'logged' },
  { find: 'goes before', use: 'overrides' },
]
const found = (text: string, allowed: { file: string; text: string }[] = []) =>
  findWords('docs/page.md', text, rules, allowed).map(({ line, word }) => `${line} ${word}`)

describe('the word check', () => {
  it('finds words and phrases with their line, in any case', () => {
    expect(found('One.\nTold once, it goes before PORT.\n')).toEqual(['2 Told', '2 goes before'])
  })

  it('finds the parts of camelCase and snake_case names, and no parts of other words', () => {
    expect(found('const toldVersions = is_told + untold + intellect')).toEqual(['1 told', '1 told'])
  })

  it('skips the text that is allowed in a file, and only there', () => {
    const text = 'William Tell told'
    expect(found(text, [{ file: 'docs/', text: 'William Tell' }])).toEqual(['1 told'])
    expect(found(text, [{ file: 'apps/', text: 'William Tell' }])).toEqual(['1 Tell', '1 told'])
  })

  it('reports file, line, word and suggestion', () => {
    const [first] = findWords('docs/page.md', 'told', rules)
    expect(first && formatWord(first)).toBe('docs/page.md:1 "told": use logged')
  })

  it.each([
    ['Overrides `PORT`: the backend is reachable, and there is no limit.', []],
    ['FOO is no duration', ['is no duration']],
    ['It is no longer queued', []],
    ['nobody answers the question', ['nobody', 'question', 'answers']],
    ['/** How long it waits. */', ['How']],
    ['/** Whether it waits. */', []],
    ["test('where no span arrived, the list is empty', () => {", ['where']],
    ['## Why it is slow', ['Why']],
    ['It is slow. What is missing is dropped.', ['What']],
    ['Which service is slow?', []],
    ['a clause that wraps onto a line\nhow it is read', []],
  ])('has a list that judges "%s"', (text, expected) => {
    expect(
      findWords('a.md', text, words)
        .map(({ word }) => word)
        .sort(),
    ).toEqual(expected.sort())
  })
})
