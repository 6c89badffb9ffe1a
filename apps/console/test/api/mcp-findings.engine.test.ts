import { rm } from 'node:fs/promises'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { insertFindings } from '../support/finding-rows.ts'
import { storeFolder } from '../support/temp-store.ts'

let folder: string
let running: Console
const client = new Client({ name: 'test', version: '1' })

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  await insertFindings(running.store)
  await client.connect(new StreamableHTTPClientTransport(new URL(`${running.url}/mcp`)))
})
afterAll(async () => {
  await client.close()
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function call(name: string, input: Record<string, unknown>) {
  const { content, isError } = await client.callTool({ name, arguments: input })
  const [part] = content as { text: string }[]
  return { isError, body: part?.text ?? '' }
}
const callJson = async (name: string, input: Record<string, unknown>) =>
  JSON.parse((await call(name, input)).body)

test('problems are listed by page, and per trace with their spans', async () => {
  const first = await callJson('find_problems', { service: 'home-activities', limit: 1 })
  expect(first).toMatchObject({ groups: [{ kind: 'hidden-error' }], nextCursor: '1' })
  const next = { service: 'home-activities', limit: 1, cursor: first.nextCursor }
  const { groups } = await callJson('find_problems', next)
  expect(groups).toMatchObject([{ kind: 'n-plus-one-queries', traceCount: 2 }])
  const found = { traceId: groups[0].examples[0].traceId }
  expect(await callJson('find_problems_in_trace', found)).toMatchObject({
    findings: [{ kind: 'n-plus-one-queries', spanCount: 10, advice: expect.any(String) }],
  })
  expect(await call('find_problems', { kind: 'none' })).toMatchObject({
    ...{ isError: true, body: expect.stringContaining('Unknown kind') },
  })
})

test('findings of one trace are listed by page', async () => {
  const { groups } = await callJson('find_problems', { kind: 'n-plus-one-queries' })
  const { traceId } = groups[0].examples[0]
  const whole = await callJson('find_problems_in_trace', { traceId })
  const paged: unknown[] = []
  let cursor: string | undefined
  do {
    const page = await callJson('find_problems_in_trace', {
      ...{ traceId, limit: 1, ...(cursor !== undefined && { cursor }) },
    })
    expect(page.findingCount).toBe(whole.findings.length)
    paged.push(...page.findings)
    cursor = page.nextCursor
  } while (cursor !== undefined)
  expect(paged).toEqual(whole.findings)
  expect(await call('find_problems_in_trace', { traceId, cursor: 'x' })).toMatchObject({
    ...{ isError: true, body: expect.stringContaining('Invalid cursor') },
  })
})
