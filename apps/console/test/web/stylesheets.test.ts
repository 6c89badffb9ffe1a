import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'

const web = join(import.meta.dirname, '../../web')
const read = (path: string) => readFileSync(join(web, path), 'utf8')
const sheets = globSync('**/*.css', { cwd: web }).sort()
const modules = sheets.filter((path) => path.endsWith('.module.css'))
const code = globSync('**/*.{ts,tsx}', { cwd: web })
  .sort()
  .map((path) => ({ path, text: read(path) }))

const withoutComments = (text: string) => text.replaceAll(/\/\*.*?\*\//gs, '')
/** Names of the classes in the selectors of a stylesheet. */
const classesOf = (path: string) =>
  new Set(
    [...withoutComments(read(path)).matchAll(/([^{}]*)\{/g)].flatMap(([, selector = '']) =>
      [...selector.matchAll(/\.([a-z][\w-]*)/gi)].map(([, name = '']) => name),
    ),
  )

test('only tokens and the styles of elements are global', () => {
  expect(sheets.filter((path) => !modules.includes(path))).toEqual([
    'styles/base.css',
    'styles/controls.css',
    'styles/tokens.css',
  ])
  for (const path of sheets) {
    expect(withoutComments(read(path)), path).not.toMatch(/:global|\[class/)
    if (!modules.includes(path)) expect([...classesOf(path)], path).toEqual([])
  }
})

test('the code names no class but those of modules', () => {
  for (const { path, text } of code)
    expect(
      text.match(/className=["'][^"']*["']|classList|\$\{\w*[cC]ss\.\w+\} [a-z][\w-]*`/g) ?? [],
      path,
    ).toEqual([])
})

test('each class of a module is used, and each used class exists', () => {
  const used = new Map<string, Set<string>>()
  for (const { text } of code)
    for (const [, name = '', file = ''] of text.matchAll(
      /import (\w+) from '[./\w-]*?([\w-]+\.module\.css)'/g,
    )) {
      const keys = used.get(file) ?? new Set()
      used.set(file, keys)
      for (const [, key = ''] of text.matchAll(new RegExp(`(?<![/.])\\b${name}\\.(\\w+)`, 'g')))
        keys.add(key)
      if (new RegExp(`\\b${name}\\[`).test(text)) keys.add('*')
    }
  const names = modules.map((path) => basename(path))
  expect(new Set(names).size, 'names of modules are unique').toBe(names.length)
  const problems = modules.flatMap((path) => {
    const keys = used.get(basename(path)) ?? new Set()
    const defined = classesOf(path)
    const missing = [...keys].filter((key) => key !== '*' && !defined.has(key))
    const unused = keys.has('*') ? [] : [...defined].filter((name) => !keys.has(name))
    return [
      ...missing.map((name) => `${path} lacks ${name}`),
      ...unused.map((name) => `${path}: ${name} is not used`),
    ]
  })
  expect(problems).toEqual([])
})

test('colors and radii come from the tokens', () => {
  const literal = /#[\da-f]{3,8}\b|border-radius: *[\d.]+(?:px|rem|%)/gi
  const found = modules.flatMap((path) =>
    (withoutComments(read(path)).match(literal) ?? []).map((text) => `${path}: ${text}`),
  )
  expect(found).toEqual([])
})

test('form controls, tables and dialogs are components of ui/', () => {
  const own = code.filter(
    ({ path, text }) =>
      !path.startsWith('ui/') && /<(?:button|select|textarea|table|dialog)\b/.test(text),
  )
  expect(own.map(({ path }) => path)).toEqual([])
})

test('the page of components shows each component of ui/', () => {
  const gallery = code
    .filter(({ path }) => path.startsWith('gallery/'))
    .map(({ text }) => text)
    .join()
  const components = code.filter(({ path }) => /^ui\/[\w-]+\.tsx$/.test(path))
  const isPartOf = (name: string) =>
    components.some(({ text }) => text.includes(`from './${name}'`))
  const absent = components
    .map(({ path }) => basename(path))
    .filter((name) => !gallery.includes(`/${name}'`) && !isPartOf(name))
  expect(absent).toEqual([])
})
