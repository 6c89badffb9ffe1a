// Fails when tracked text has a word that scripts/words/word-list.ts replaces:
// node scripts/check-words.ts [--list] [path...]
// With --list or paths every place is printed, also those that the baseline allows.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { findWords, formatWord } from './words/find-words.ts'
import { allowed, baseline, words } from './words/word-list.ts'

const texts = /\.(ts|tsx|mjs|js|json|md|yml|yaml|css|html|sql|sh|env)$|(^|\/)(Dockerfile|run)$/
/** Not prose of the project: generated files, lists of words, sample data, applied migrations. */
const excluded =
  /^(pnpm-lock\.yaml|.*\/(pnpm-lock\.yaml|package-lock\.json)|bench\/results\/.*|scripts\/words\/.*|.*\/find-words\.test\.ts|.*\/name-words\.ts|.*\/sample-data\/.*|.*\/migrations\/.*)$/

const paths = process.argv.slice(2).filter((argument) => argument !== '--list')
const listsAll = process.argv.length > 2

const files = execFileSync('git', ['ls-files', '--', ...paths], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => texts.test(file) && !excluded.test(file))
const found = files.flatMap((file) => {
  const inName = findWords(file, file.replaceAll(/[-/.]/g, ' '), words, allowed)
  const inText = findWords(file, readFileSync(file, 'utf8'), words, allowed)
  return [...inName.map((word) => ({ ...word, line: 0 })), ...inText]
})

for (const [find, places] of Map.groupBy(found, ({ rule }) => rule.find)) {
  const permitted = baseline[find] ?? 0
  if (!listsAll && places.length <= permitted) continue
  for (const place of places) process.stderr.write(`${formatWord(place)}\n`)
  if (places.length <= permitted) continue
  process.stderr.write(`${places.length} places, ${permitted} of them are known\n`)
  process.exitCode = 1
}
