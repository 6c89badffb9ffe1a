import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { documentedCommands } from '../support/documented-commands.ts'
import { repository } from '../support/run-script.ts'

const manifest = (folder: string) =>
  JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8'))
const { scripts } = manifest('')
const { bin } = manifest('scripts/commands')
const commands = documentedCommands()

describe('the commands of the docs', () => {
  it('are found', () => {
    expect(commands.length).toBeGreaterThan(20)
  })

  it.each(commands.filter(({ command }) => command === 'pnpm@12'))(
    'pnpm runs a script that exists: $page $args',
    ({ args }) => {
      const valueAfter = (option: string) =>
        args.includes(option) ? (args[args.indexOf(option) + 1] ?? '') : undefined
      const filtered = valueAfter('--filter')?.replace('@cruddur/', 'apps/')
      const folder = filtered ?? valueAfter('--dir') ?? ''
      const words = args.filter(
        (word, index) => !word.startsWith('-') && !/^--(filter|dir)$/.test(args[index - 1] ?? ''),
      )
      const [script = ''] = words[0] === 'run' ? words.slice(1) : words
      const builtIn = ['install', 'exec', 'changeset']
      if (!builtIn.includes(script)) expect(manifest(folder).scripts).toHaveProperty([script])
    },
  )

  it('start no root command through pnpm, which takes three times as long', () => {
    const slow = commands.filter(
      ({ command, args }) => command === 'pnpm@12' && Object.keys(bin).includes(args[0] ?? ''),
    )
    expect(slow).toEqual([])
  })

  it('name binaries of the workspace root', () => {
    const allowed = ['pnpm@12', 'turbo', ...Object.keys(bin)]
    const unknown = commands.filter(({ command }) => !allowed.includes(command))
    expect(unknown).toEqual([])
    for (const name of Object.keys(bin)) expect(scripts[name]).toBe(name)
  })
})
