import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { storeFolder } from '../support/temp-store.ts'

test('a console closes while its lines are followed', async () => {
  const folder = await storeFolder()
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const console_ = await startConsole(consoleConfig(folder), { onError })
  const response = await fetch(`${console_.url}/api/v1/logs/tail`)
  expect(response.status).toBe(200)
  const [text] = await Promise.all([response.text(), console_.close()])
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toContainEqual({ lines: [] })
  expect(errors).toEqual([])
  await rm(folder, { recursive: true })
})
