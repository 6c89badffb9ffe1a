// Writes the parser of the query language from its grammar.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildParserFile } from '@lezer/generator'

const folder = join(import.meta.dirname, 'src/query-language/grammar')

/** The generated files by name. */
export function generateParser(): Readonly<Record<string, string>> {
  const grammar = readFileSync(join(folder, 'where.grammar'), 'utf8')
  const { parser, terms } = buildParserFile(grammar, {
    fileName: 'where.grammar',
    typeScript: true,
    warn: (message) => {
      throw new Error(message)
    },
  })
  return { 'parser.ts': parser, 'parser.terms.ts': terms }
}

if (import.meta.main)
  for (const [name, text] of Object.entries(generateParser()))
    writeFileSync(join(folder, name), text)
