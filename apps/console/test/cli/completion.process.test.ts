import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forBash, readShellWords } from '../../src/cli/completion/shell-words.ts'
import { startFixtureConsole } from '../pages/fixture-console.ts'
import { failedTrace, timelineTrace } from '../pages/sample-traces.ts'
import { tempFolder } from '../support/temp-store.ts'
import { runTraces } from './run-traces.ts'

const console_ = await startFixtureConsole([timelineTrace, failedTrace])
const folder = await tempFolder()
afterAll(async () => {
  await console_[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** The output of a completion script in a shell; it queries the console. */
async function inShell(shell: string, args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    TMPDIR: process.env.TMPDIR,
    HOME: folder,
    CONSOLE_URL: console_.url,
  }
  return (await promisify(execFile)(shell, args, { env })).stdout
}

const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: console_.url })
/** First columns of the candidates for the last word. */
const offered = async (...words: string[]) =>
  (await traces('complete', 'zsh', '--', ...words)).stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t')[0])

beforeAll(async () => {
  for (const shell of ['bash', 'zsh', 'fish'])
    await writeFile(join(folder, shell), (await traces('completion', shell)).stdout)
})

test('subcommands, options and their fixed values', async () => {
  expect(await offered('')).toEqual(expect.arrayContaining(['services', 'logs', 'completion']))
  expect(await offered('')).not.toContain('complete')
  expect(await offered('he')).toEqual(['heatmap'])
  expect(await offered('--m')).toEqual(['--min-duration', '--max-duration'])
  expect(await offered('--sort', '')).toEqual(['newest', 'longest', 'shortest'])
  expect(await offered('logs', '--level=w')).toEqual(['--level=warn'])
  expect(await offered('check', '--fail-on', 'n-')).toEqual([
    'n-plus-one-queries',
    'n-plus-one-calls',
  ])
  expect(await offered('completion', '')).toEqual(['bash', 'zsh', 'fish'])
  expect(await offered('import', 'x')).toEqual([':files'])
})

test('a subcommand completes its own options and the filters that apply to it', async () => {
  const logs = await offered('logs', '--')
  expect(logs).toEqual(expect.arrayContaining(['--follow', '--service', '--since']))
  expect(logs).not.toContain('--min-duration')
  expect(await offered('count', '--service', 'x', '--s')).toEqual(['--since'])
  expect(await offered('tail', '--service', 'x', '--s')).toEqual(['--since', '--sort'])
  expect(await offered('receivers', '--')).toEqual(['--json'])
})

test('names come from the running console', async () => {
  // On a busy machine the short timeout may expire without candidates: repeat the completion.
  await expect.poll(() => offered('--service', 'us')).toEqual(['user-activities'])
  await expect
    .poll(() => offered('--service', 'user-activities', '--operation', 'GET'))
    .toEqual(['GET /api/activities'])
  await expect
    .poll(() => offered(timelineTrace.traceId.slice(0, 4)))
    .toEqual([timelineTrace.traceId])
})

test('completes nothing, quickly, without a console', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const run = await runTraces(['complete', 'zsh', '--', '--service', ''], {
    CONSOLE_URL: `http://127.0.0.1:${port}`,
  })
  silent.closeAllConnections()
  await promisify(silent.close.bind(silent))()
  expect(run).toEqual({ exitCode: 0, stdout: '', stderr: '' })
})

test.each([
  ['traces --service us', 3, 'us', ['user-activities']],
  [
    'traces --service user-activities --operation GET\\ /api',
    5,
    'GET\\ /api',
    ['GET\\ /api/activities'],
  ],
  [
    'traces --service user-activities --operation "GET /api',
    5,
    '"GET /api',
    ['GET /api/activities'],
  ],
  ['traces heat', 1, 'heat', ['heatmap']],
])('bash completes %s', async (line, index, word, expected) => {
  const script = `source ${join(folder, 'bash')}
COMP_LINE=$1 COMP_POINT=\${#1} COMP_CWORD=$2 COMP_WORDS=([$2]="$3")
_traces
printf '%s\\n' "\${COMPREPLY[@]}"`
  const args = ['-c', script, 'bash', line, `${index}`, word]
  const completed = async () => (await inShell('bash', args)).trimEnd().split('\n')
  await expect.poll(completed).toEqual(expected)
})

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0

test.skipIf(!has('fish'))('fish completes a service with its description', async () => {
  const script = `source ${join(folder, 'fish')}; complete -C 'traces --service us'`
  await expect
    .poll(() => inShell('fish', ['--no-config', '-c', script]))
    .toBe('user-activities\t3 spans\n')
})

test.skipIf(!has('zsh'))('zsh reads the script', async () => {
  const script = `autoload -Uz compinit; compinit -D -u; source ${join(folder, 'zsh')}; print $_comps[traces]; traces services`
  const out = await inShell('zsh', ['-f', '-c', script])
  expect(out).toMatch(/^_traces\n/)
  expect(out).toContain('home-activities')
})

test('parses a line with an incomplete last word like a shell', () => {
  const values = (line: string) => readShellWords(line).map(({ value }) => value)
  expect(values('traces a\\ b "c d" \'e"f\' ')).toEqual(['traces', 'a b', 'c d', 'e"f', ''])
  expect(values('traces "open word')).toEqual(['traces', 'open word'])
})

test('bash completions continue after word breaks and are escaped', () => {
  expect(forBash('GET /a/:id', 'GET\\ /a/:i', 'i')).toBe('id')
  expect(forBash('$(x) `y`', '', '')).toBe('\\$\\(x\\)\\ \\`y\\`')
  expect(forBash('a$(x)"', '"a', '"a')).toBe('a\\$(x)\\"')
  expect(forBash("it's", "'it", "'it")).toBe("it'\\''s")
})
