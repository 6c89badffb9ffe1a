import type { WordRule } from './word-list.ts'

export interface FoundWord {
  readonly file: string
  readonly line: number
  readonly word: string
  readonly rule: WordRule
}

export type Allowance = { readonly file: string; readonly text: string }

/** Words of a text that the list replaces. The parts of `camelCase` and `snake_case` names count. */
export function findWords(
  file: string,
  text: string,
  rules: readonly WordRule[],
  allowed: readonly Allowance[] = [],
): FoundWord[] {
  const ofFile = allowed.filter((allowance) => file.startsWith(allowance.file))
  const patterns = rules.map((rule) => ({
    rule,
    pattern: new RegExp(`\\b(${rule.find})\\b`, 'gi'),
  }))
  return text.split('\n').flatMap((original, index) => {
    const rest = ofFile.reduce((line, allowance) => line.replaceAll(allowance.text, ''), original)
    const line = rest.replace(/([a-z0-9])(?=[A-Z])/g, '$1 ').replaceAll('_', ' ')
    return patterns.flatMap(({ rule, pattern }) =>
      [...line.matchAll(pattern)].map(([word]) => ({ file, line: index + 1, word, rule })),
    )
  })
}

export const formatWord = ({ file, line, word, rule }: FoundWord) =>
  `${file}:${line} "${word}": use ${rule.use}`
