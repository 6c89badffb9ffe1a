// Fails when tracked text has a word that scripts/words/word-list.ts replaces.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { type FoundWord, findWords, formatWord } from './words/find-words.ts'
import { allowed, baseline, words } from './words/word-list.ts'

const texts = /\.(ts|tsx|mjs|js|json|md|yml|yaml|css|html|sql|sh|env)$|(^|\/)(Dockerfile|run)$/
const generated =
  /^(pnpm-lock\.yaml|.*\/pnpm-lock\.yaml|bench\/results\/.*|scripts\/words\/.*|.*\/find-words\.test\.ts)$/

const files = execFileSync('git', ['ls-files', ...process.argv.slice(2)], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => texts.test(file) && !generated.test(file))
const found = files.flatMap((file) => {
  const text = readFileSync(file, { encoding: 'utf8' })
  const inName = findWords(file, file.replaceAll(/[-/.]/g, ' '), words).map((word) => ({
    ...word,
    line: 0,
  }))
  return [...inName, ...findWords(file, text, words, allowed)]
})

const byRule = Map.groupBy(found, ({ rule }) => rule.find)
// While the baseline is not empty: places in the files of this branch.
const changed = new Set(
  execFileSync('git', ['diff', '--name-only', 'main', '--'], { encoding: 'utf8' }).split('\n'),
)
const excess = [...byRule].filter(([find, { length }]) => length > (baseline[find] ?? 0))
for (const [, places] of excess)
  for (const place of places.filter(({ file }) => changed.has(file))) report(place)
if (excess.length > 0) process.exitCode = 1

function report(place: FoundWord) {
  process.stderr.write(`${formatWord(place)}\n`)
}
if (process.env.WORDS_BASELINE)
  process.stdout.write(
    `${JSON.stringify(Object.fromEntries([...byRule].map(([find, { length }]) => [find, length])), null, 2)}\n`,
  )
