import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tempFolder } from '../support/temp-store.ts'
import { runTraces } from './run-traces.ts'

let folder: string
beforeEach(async () => {
  folder = await tempFolder()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const url = 'http://127.0.0.1:4000/mcp'
const init = (args: readonly string[] = [], environment: Readonly<Record<string, string>> = {}) =>
  runTraces(['agent', 'init', '--directory', folder, ...args], environment)
const read = (path: string) => readFile(join(folder, path), 'utf8')
async function write(path: string, text: string) {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

test.each([
  ['claude-code', '.mcp.json', 'mcpServers', '.claude/skills/cruddur-console/SKILL.md'],
  ['cursor', '.cursor/mcp.json', 'mcpServers', '.cursor/rules/cruddur-console.mdc'],
  ['vscode', '.vscode/mcp.json', 'servers', '.github/instructions/cruddur-console.instructions.md'],
])(
  '%s has its configuration and instructions, and a second run changes nothing',
  async (client, config, key, instructions) => {
    expect(await init(['--client', client])).toEqual({
      ...{ exitCode: 0, stderr: '' },
      stdout: `Created ${config}\nCreated ${instructions}\n`,
    })
    expect(JSON.parse(await read(config))).toEqual({ [key]: { cruddur: { type: 'http', url } } })
    expect(await read(instructions)).toMatch(/^---\n.*description: .*\n---\n\n# Cruddur console/s)
    expect((await init(['--client', client])).stdout).toBe(
      `Unchanged ${config}\nUnchanged ${instructions}\n`,
    )
  },
)

test('other entries, other settings and the indentation are kept', async () => {
  const other = { command: 'other', args: ['--flag'] }
  await write('.mcp.json', JSON.stringify({ a: [1], mcpServers: { other } }, undefined, '\t'))
  expect((await init()).stdout).toMatch(/^Updated .mcp.json\n/)
  const text = await read('.mcp.json')
  expect(text).toContain('\n\t"a"')
  expect(JSON.parse(text)).toEqual({
    ...{ a: [1], mcpServers: { other, cruddur: { type: 'http', url } } },
  })
})

test('comments, trailing commas and a different entry next to them are kept', async () => {
  const text = `// servers of the team
{
    "servers": {
        // stdio
        "other": { "command": "other" }, // last
        "cruddur": { "type": "stdio" },
    },
    "inputs": [], /* none */
}
`
  await write('.vscode/mcp.json', text)
  const token = { CONSOLE_TOKEN: 'secret-of-a-test' }
  const args = ['--client', 'vscode', '--force']
  expect((await init(args, token)).stdout).toContain('Updated .vscode/mcp.json')
  const merged = await read('.vscode/mcp.json')
  for (const kept of [
    '// servers of the team',
    '// stdio',
    '// last',
    '/* none */',
    '    "inputs"',
  ])
    expect(merged).toContain(kept)
  expect(merged).toContain(`"url": "${url}"`)
  expect(merged).toContain('"id": "cruddur-console-token"')
  expect((await init(args, token)).stdout).toContain('Unchanged .vscode/mcp.json')
})

test('a different entry is overwritten only with --force', async () => {
  const text = JSON.stringify({ mcpServers: { cruddur: { command: 'mine' } } })
  await write('.mcp.json', text)
  const refused = await init()
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toMatch(/^traces: .mcp.json has a different entry cruddur .*--force.*\n$/)
  expect(await read('.mcp.json')).toBe(text)
  await expect(read('.claude/skills/cruddur-console/SKILL.md')).rejects.toThrow('ENOENT')
  expect((await init(['--force'])).exitCode).toBe(0)
  expect(JSON.parse(await read('.mcp.json')).mcpServers.cruddur.url).toBe(url)
})

test('edited instructions are overwritten only with --force', async () => {
  await init()
  await write('.claude/skills/cruddur-console/SKILL.md', 'mine')
  expect((await init()).stderr).toMatch(/SKILL.md was edited: use --force/)
  expect((await init(['--force'])).stdout).toContain('Updated .claude')
})

test.each([
  '{ /* comment }',
  '{"a":1',
  '[]',
  'null',
  '"text"',
  '{"mcpServers":[]}',
  '{"mcpServers":null',
])('the file %j is left unchanged with one line of error', async (text) => {
  await write('.mcp.json', text)
  const refused = await init(['--force'])
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toMatch(/^traces: .mcp.json.*\n$/)
  expect(await read('.mcp.json')).toBe(text)
})

test('the token is referred to and never written', async () => {
  const environment = { CONSOLE_TOKEN: 'secret-of-a-test', CONSOLE_URL: 'http://console:9/' }
  const input = { id: 'other', type: 'promptString' }
  await write('.vscode/mcp.json', JSON.stringify({ inputs: [input] }))
  for (const client of ['claude-code', 'cursor', 'vscode']) {
    const { stdout, stderr } = await init(['--client', client], environment)
    expect(stdout + stderr).not.toContain('secret')
  }
  const texts = await Promise.all(['.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json'].map(read))
  expect(texts.join()).not.toContain('secret')
  expect(texts[0]).toMatch(/"Authorization": "Bearer \$\{CONSOLE_TOKEN\}"/)
  expect(JSON.parse(texts[0] ?? '').mcpServers.cruddur.url).toBe('http://console:9/mcp')
  expect(JSON.parse(texts[2] ?? '').inputs).toEqual([
    input,
    expect.objectContaining({ id: 'cruddur-console-token', password: true }),
  ])
})

test('--print writes nothing, --json has the files', async () => {
  const printed = await init(['--print'])
  expect(printed.stdout).toMatch(/^# .mcp.json\n\{.*# .claude\/skills/s)
  await expect(read('.mcp.json')).rejects.toThrow('ENOENT')
  const { client, files } = JSON.parse((await init(['--json'])).stdout)
  expect(client).toBe('claude-code')
  expect(files).toMatchObject([{ path: '.mcp.json', action: 'create' }, { action: 'create' }])
})

test('an invalid option names the allowed values', async () => {
  const wrong = await init(['--client', 'other'])
  expect(wrong.exitCode).toBe(2)
  expect(wrong.stderr).toContain('claude-code, cursor, vscode')
  expect((await init(['--since', '1h'])).exitCode).toBe(2)
  const credentials = await init([], { CONSOLE_URL: 'http://user:secret@console' })
  expect(credentials).toMatchObject({ exitCode: 1 })
  expect(credentials.stderr).not.toContain('secret')
})

test('the words of the command are completed', async () => {
  const complete = async (...words: string[]) =>
    (await runTraces(['complete', 'zsh', '--', ...words], {})).stdout
  expect(await complete('ag')).toMatch(/^agent\t/)
  expect(await complete('agent', '')).toMatch(/^init\t/)
  expect(await complete('agent', 'init', '--client', 'v')).toBe('vscode\n')
  expect(await complete('agent', 'init', '--f')).toMatch(/^--force\t/)
})
