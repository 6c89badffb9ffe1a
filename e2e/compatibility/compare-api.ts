import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { alignResponses } from './align-responses.ts'
import { type ApiChange, effectOf } from './api-effect.ts'
import type { Finding } from './finding.ts'
import { normalizeDocument } from './normalize-document.ts'
import type { OpenApiDocument } from './open-api.ts'

const run = promisify(execFile)

/** Part of the JSON report of `redocly diff`. */
interface Report {
  readonly changes: readonly (ApiChange & {
    readonly verdicts: readonly { readonly ruleId: string; readonly message: string }[]
  })[]
}

/**
 * Compares two OpenAPI documents by the rules of `redocly diff`, which know the direction of data:
 * requests that clients of the old document send, and responses that they read.
 */
export async function compareApi(
  old: OpenApiDocument,
  current: OpenApiDocument,
): Promise<Finding[]> {
  const [base, revision] = alignResponses(normalizeDocument(old), normalizeDocument(current))
  const { changes } = await diff(base, revision)
  return changes.map(({ verdicts: [verdict], ...change }) => {
    const place = change.revision
      ? describePlace(change.revision.pointer, revision)
      : describePlace(change.base?.pointer ?? '', base)
    const what = `${change.property ?? change.typeName} ${change.kind}`
    return {
      area: 'api',
      rule: verdict?.ruleId ?? 'api-changed',
      message: [place, verdict?.message.replaceAll('`', '') ?? what].filter(Boolean).join(': '),
      effect: effectOf(change),
    }
  })
}

const program = createRequire(import.meta.url).resolve('@redocly/cli/bin/cli.js')

async function diff(base: OpenApiDocument, revision: OpenApiDocument): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'api-'))
  try {
    await writeFile(join(folder, 'base.json'), JSON.stringify(base))
    await writeFile(join(folder, 'revision.json'), JSON.stringify(revision))
    const { stdout } = await run(
      process.execPath,
      [program, 'diff', 'base.json', 'revision.json', '--format=json', '--fail-on=none'],
      // Without its own telemetry and its request for the newest version.
      {
        cwd: folder,
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
        maxBuffer: 256 * 1_048_576,
      },
    )
    return JSON.parse(stdout.slice(stdout.indexOf('{')))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** `#/paths/~1a/get/responses/200/content/…/properties/x` as `GET /a 200 .x`. */
function describePlace(pointer: string, document: OpenApiDocument): string {
  const keys = pointer.replace(/^#?\//, '').split('/').map(keyOf)
  const [section, path = '', method = '', ...others] = keys
  if (section !== 'paths') return keys.join(' ')
  const words: string[] = [method ? `${method.toUpperCase()} ${path}` : path]
  let schema = ''
  for (let index = 0; index < others.length; index += 1) {
    const [key, next = ''] = [others[index], others[index + 1] ?? '']
    if (key === 'parameters' && next) {
      const operation = document.paths?.[path]?.[method]
      words.push(operation?.parameters?.[Number(next)]?.name ?? next)
      index += 1
    } else if (key === 'responses' || key === 'content') {
      if (key === 'responses') words.push(next)
      index += 1
    } else if (key === 'requestBody') words.push('body')
    else if (key === 'properties' && next) {
      schema += `.${next}`
      index += 1
    } else if (key === 'items') schema += '[]'
    else if (key !== 'schema') schema += ` ${key}`
  }
  return [...words, schema.trim()].filter(Boolean).join(' ')
}

const keyOf = (key: string) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')
