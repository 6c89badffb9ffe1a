import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FindUse } from './compare-telemetry.ts'

/** Definitions of alarms and dashboards, and the documentation with queries. */
const files = ['deploy/**/*.{ts,json,yaml,yml,conf}', 'docs/**/*.md', '*.md', 'apps/*/README.md']
const ignored = /(^|\/)(node_modules|test|adr)\/|(^|\/)pnpm-lock/

/** Finds uses in a tree. In Markdown only code counts, because a name can be an ordinary word. */
export function findUsesIn(tree: string): FindUse {
  const texts = globSync(files, { cwd: tree, exclude: (path) => ignored.test(path) })
    .filter((file) => !ignored.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(join(tree, file), 'utf8')
      return { file, text: file.endsWith('.md') ? codeOf(text) : text }
    })
  return (name) => {
    const pattern = new RegExp(`(?<![\\w-])${RegExp.escape(name)}(?![\\w-]|\\.\\w)`)
    return texts.find(({ text }) => pattern.test(text))?.file
  }
}

/** Indented and fenced blocks, and `code` within lines. */
function codeOf(markdown: string): string {
  const blocks = markdown.match(/^(?: {4}|\t).*$|^```[\s\S]*?^```/gm) ?? []
  const words = markdown.match(/`[^`\n]+`/g) ?? []
  return [...blocks, ...words].join('\n')
}
