// Removes a service that new-service created: npx pnpm@12 remove-service <name> [--force]
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, finish, isClean } from './new-service/run.ts'
import { foldersOf } from './new-service/service-files.ts'
import { removeFromSharedFiles } from './new-service/shared-files.ts'
import { services } from './services.ts'

const root = join(import.meta.dirname, '..')
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { force: { type: 'boolean', default: false } },
})
const [name = ''] = positionals
const service = services.find((candidate) => candidate.name === name)
const stop = (message: string) => fail('remove-service', message)

if (!service) {
  const names = services.map((candidate) => candidate.name).join(', ')
  stop(`the name must be one of ${names} (got "${name}")`)
} else {
  const callers = services.filter(({ calls }) => calls.includes(name))
  if (callers.length > 0)
    stop(`remove the callers of ${name} first: ${callers.map((caller) => caller.name).join(', ')}`)
  if (!values.force && !isClean(root))
    stop('the working tree has changes: commit them, or use --force')
  removeFromSharedFiles(service, root)
  for (const folder of foldersOf(name)) rmSync(join(root, folder), { recursive: true, force: true })
  finish(root, [])
  process.stdout.write(`${name} is removed\n`)
}
