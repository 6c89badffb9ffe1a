import { rm } from 'node:fs/promises'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'

interface Operation {
  readonly summary?: string
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >
}

let folder: string
let running: Console
let document: {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  document = (await (await fetch(`${running.url}/api/v1/openapi.json`)).json()) as typeof document
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

test('the document is valid OpenAPI 3.1, by the schema of its specification', async () => {
  const validated = await new Validator().validate(structuredClone(document))
  expect(validated.errors ?? []).toEqual([])
  expect(validated.valid).toBe(true)
  expect(document.openapi).toBe('3.1.0')
})

test('each route documents its purpose, parameters, responses and problems', () => {
  for (const { path, method, operation } of operations().filter(({ path }) =>
    path.startsWith('/api/v1/'),
  )) {
    const name = `${method} ${path}`
    expect(operation.summary, name).toMatch(/^[A-Z]/)
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
    expect(described.map((parameter) => parameter.name).toSorted(), name).toEqual(inPath.toSorted())
    expect(Object.keys(operation.responses), name).toEqual(
      expect.arrayContaining([expect.stringMatching(/^20[0-4]$/), '4XX', '5XX']),
    )
    for (const status of ['4XX', '5XX'])
      expect(Object.keys(operation.responses[status]?.content ?? {}), name).toEqual([
        'application/problem+json',
      ])
  }
})

test('an import without a body is refused', async () => {
  const headers = { 'x-cruddur-console': '1' }
  const response = await fetch(`${running.url}/api/v1/import`, { method: 'POST', headers })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'CON_API_IMPORT_INVALID' })
})

test('every route of the page and the command is documented', async () => {
  const described = operations().map(({ path, method }) => `${method} ${path}`)
  for (const route of [
    'get /api/v1/services',
    'get /api/v1/traces',
    'get /api/v1/traces/{traceId}',
    'get /api/v1/traces/{traceId}/otlp',
    'get /api/v1/spans/count',
    'get /api/v1/spans/heatmap',
    'get /api/v1/spans/compare',
    'get /api/v1/attributes/{key}/values',
    'get /api/v1/logs/tail',
    'get /api/v1/errors/{fingerprint}/occurrences',
    'get /api/v1/service-map',
    'get /api/v1/runs',
    'get /api/v1/compare',
    'get /api/v1/receivers',
    'delete /api/v1/data',
  ])
    expect(described).toContain(route)
})

test('a problem has the trace ID of its request', async () => {
  const traceId = 'ab'.repeat(16)
  const getProblem = async (traceparent: string) =>
    await (await fetch(`${running.url}/api/v1/traces?limit=0`, { headers: { traceparent } })).json()
  expect(await getProblem(`00-${traceId}-${'1'.repeat(16)}-01`)).toMatchObject({
    status: 400,
    trace_id: traceId,
  })
  expect(await getProblem('00-<script>-x-01')).not.toHaveProperty('trace_id')
})
