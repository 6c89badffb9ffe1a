// Writes apps/<service>/openapi.json from the routes of each service, and the types of its callers from
// it, and the types of the console's client; with --check only compares.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openApiTypes } from '../packages/openapi-types/src/index.ts'
import { services } from './services.ts'

const root = join(import.meta.dirname, '..')
const isCheck = process.argv.includes('--check')
const folder = mkdtempSync(join(tmpdir(), 'openapi-'))

function describe(service: string): string {
  const file = join(folder, `${service}.json`)
  const register = ['--conditions=cruddur-source', '--import', '@cruddur/telemetry/register']
  execFileSync(process.execPath, [...register, 'src/openapi.ts', file], {
    cwd: join(root, 'apps', service),
    // No destination: nothing is sent.
    env: { PATH: process.env.PATH, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return readFileSync(file, 'utf8')
}

async function typesOf(service: string, document: string): Promise<string> {
  const types = await openApiTypes(document)
  return `// Generated from apps/${service}/openapi.json by \`npx pnpm@12 generate-docs\`.\n${types}`
}

function write(file: string, text: string): void {
  const path = join(root, file)
  if (!isCheck) writeFileSync(path, text)
  else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    process.stderr.write(`${file} is out of date: run npx pnpm@12 generate-docs\n`)
    process.exitCode = 1
  }
}

const documents = new Map(services.map(({ name }) => [name, describe(name)]))
for (const [name, document] of documents) write(`apps/${name}/openapi.json`, document)
for (const { name, calls } of services)
  for (const callee of calls)
    write(
      `apps/${name}/src/clients/${callee}.gen.ts`,
      await typesOf(callee, documents.get(callee) ?? ''),
    )
const document = join(folder, 'console.json')
execFileSync(process.execPath, ['--conditions=cruddur-source', 'write-openapi.ts', document], {
  cwd: join(root, 'apps/console'),
  env: { PATH: process.env.PATH },
  stdio: ['ignore', 'ignore', 'inherit'],
})
write(
  'apps/console/src/client/console-api.gen.ts',
  `// Generated from the OpenAPI document of the console by \`npx pnpm@12 generate-docs\`.\n${await openApiTypes(readFileSync(document, 'utf8'))}`,
)
rmSync(folder, { recursive: true })
