// Fails when tracked text has a word that scripts/words/word-list.ts replaces:
// node scripts/check-words.ts [path...]
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { findWords, formatWord } from './words/find-words.ts'
import { allowed, words } from './words/word-list.ts'

const texts = /\.(ts|tsx|mjs|js|json|md|yml|yaml|css|html|sql|sh|env)$|(^|\/)(Dockerfile|run)$/
/** Not prose of the project: generated files, lists of words, sample data, applied migrations. */
const excluded =
  /^(pnpm-lock\.yaml|.*\/(pnpm-lock\.yaml|package-lock\.json)|bench\/results\/.*|scripts\/words\/.*|.*\/find-words\.test\.ts|.*\/name-words\.ts|.*\/sample-data\/.*|.*\/migrations\/.*)$/

const files = execFileSync('git', ['ls-files', '--', ...process.argv.slice(2)], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => texts.test(file) && !excluded.test(file))
const found = files.flatMap((file) => {
  const inName = findWords(file, file.replaceAll(/[-/.]/g, ' '), words, allowed)
  const inText = findWords(file, readFileSync(file, 'utf8'), words, allowed)
  return [...inName.map((word) => ({ ...word, line: 0 })), ...inText]
})

for (const word of found) process.stderr.write(`${formatWord(word)}\n`)
if (found.length > 0) process.exitCode = 1
