import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { deprecatedAttributes } from '../../src/findings/deprecated-attributes.ts'

/** Only the declarations contain deprecations and replacements. */
const declarations = readFileSync(
  fileURLToPath(
    new URL(
      'experimental_attributes.d.mts',
      import.meta.resolve('@opentelemetry/semantic-conventions/incubating'),
    ),
  ),
  'utf8',
)
const deprecated = new Map(
  [
    ...declarations.matchAll(
      /@deprecated ((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export )?declare const ATTR_\w+(?:: |\s*=\s*)"([^"]+)"/g,
    ),
  ].map(([, note = '', key = '']) => [key, note]),
)

test('each attribute is deprecated by the published conventions, with its replacements', () => {
  for (const [key, replacements] of deprecatedAttributes) {
    const note = deprecated.get(key)
    expect(note, key).toBeDefined()
    for (const replacement of replacements)
      if (key !== 'db.sql.table') expect(note, key).toContain(`\`${replacement}\``)
  }
})

test('the renamed attributes of HTTP and of the network are all there', () => {
  const renamed = [...deprecated].flatMap(([key, note]) =>
    /^(?:http|net)\./.test(key) && /(?:Replaced|Split)/.test(note) ? [key] : [],
  )
  const missing = renamed.filter((key) => !deprecatedAttributes.has(key))
  // Their replacements are templates: http.request.header.<name>.
  expect(missing).toEqual(['http.request_content_length', 'http.response_content_length'])
})
