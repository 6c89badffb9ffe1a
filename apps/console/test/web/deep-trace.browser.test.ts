import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type FixtureConsole, startFixtureConsole } from '../pages/fixture-console.ts'
import { buildTrace } from '../pages/sample-traces.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'

const [levels, spans] = [5_000, 20_000]
const traceId = 'de'.repeat(16)

let browser: Browser
let console_: FixtureConsole

beforeAll(async () => {
  browser = await launchBrowser()
  const trace = buildTrace(
    traceId,
    Array.from({ length: spans }, (_none, index) => ({
      ...{ id: String(index + 1), name: `GET /level/${index}`, service: 'deep', start: index },
      ...{ depth: Math.min(index, levels), duration: 10 },
      ...(index > 0 && { parent: String(Math.min(index, levels)) }),
    })),
  )
  console_ = await startFixtureConsole([trace], inject('builtPage'))
}, 60_000)

afterAll(async () => {
  await browser.close()
  await console_[Symbol.asyncDispose]()
})

test('a trace of 20,000 spans and 5,000 levels shows a deep span and draws visible rows only', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces/${traceId}`)
  const { page } = opened
  await page.getByRole('treeitem').first().waitFor()
  expect(await page.getByRole('treeitem').count()).toBeLessThan(200)
  await page.goto(`${console_.url}/traces/${traceId}?span=${String(4_800).padStart(16, '0')}`)
  const row = page.getByRole('treeitem', { selected: true })
  await row.getByText('GET /level/4799').waitFor()
  const box = await row.getByText('GET /level/4799').boundingBox()
  expect(box?.x ?? 9_999).toBeLessThan(800)
  expect(await page.getByRole('treeitem').count()).toBeLessThan(200)
})
