import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendItem, sendLine, sendSegment } from '../api/signals-without-spans.ts'
import { sendSpans } from '../api/span-traffic.ts'
import { runTraces } from '../cli/run-traces.ts'
import { openPage } from '../web/opened-page.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

const ms = 1_000_000n
const startNano = BigInt(Date.now() - 600_000) * ms
const lostId = 'a'.repeat(32)
const xrayId = 'b'.repeat(32)
const wholeId = 'c'.repeat(32)
let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  const { url, otlpUrl } = console_
  const ofLost = { traceId: lostId, spanId: '1'.repeat(16), timeNano: startNano }
  await sendLine(otlpUrl, 'cart', { ...ofLost, body: 'no stock', severityNumber: 17 })
  await sendItem(url, 'cart', { ...ofLost, message: 'OutOfStock: no stock left' })
  const segment = { startNano, durationNano: 80n * ms }
  await sendSegment(url, 'mail', { ...segment, traceId: xrayId, spanId: '2'.repeat(16) })
  await sendSegment(url, 'smtp', {
    ...{ ...segment, traceId: xrayId, spanId: '3'.repeat(16), parentId: '2'.repeat(16) },
    fault: true,
  })
  const span = { spanId: '4'.repeat(16), startNano, durationNano: ms }
  await sendSpans(otlpUrl, 'shop', [{ ...span, traceId: wholeId, name: 'GET /shop' }])
}, 120_000)

afterAll(() => started.close())

test('lists a failure without spans with its other signals', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces?operation=x`)
  const { page } = opened
  await page.getByLabel('Spans').selectOption('missing')
  // Filters on span fields are removed.
  await page.waitForURL('**/traces?spans=missing')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(2)
  await page.getByLabel('Spans').selectOption('')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(1)
  await page.getByLabel('Spans').selectOption('missing')
  const row = page.getByRole('link', { name: /no stock left/ })
  expect(await row.textContent()).toContain('no span')
  expect(await row.textContent()).toContain('1 Rollbar occurrence · 1 log line')
  await row.click()
  await page.getByText('No spans of this trace were received').waitFor()
  await page.getByText('1 error', { exact: true }).waitFor()
  await page.getByText('ERROR no stock').click()
})

test('lists services without spans with their signals', async () => {
  await using opened = await openPage(browser, console_.url)
  const row = (name: string) => opened.page.getByRole('row', { name: new RegExp(`^${name}`) })
  await row('cart')
    .getByText(/^No requests · 1 log line, 1 item, last /)
    .waitFor()
  await row('mail')
    .getByText(/^No requests · 1 segment, last /)
    .waitFor()
  await row('smtp')
    .getByText(/^No requests · 1 segment, last /)
    .waitFor()
})

test('filters by a service without spans', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.getByRole('link', { name: 'cart', exact: true }).click()
  await page.getByRole('main').getByRole('link', { name: 'Traces' }).click()
  await page.getByRole('link', { name: /no stock left/ }).waitFor()
  expect(await page.locator('[data-row]').count()).toBe(1)
  expect(await page.getByLabel('Service').locator('option').allTextContents()).toEqual([
    ...['All services', 'cart', 'mail', 'shop', 'smtp'],
  ])
})

test('shows a waterfall of segments alone', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces/${xrayId}`)
  const { page } = opened
  await page.getByText('No spans of this trace were received').waitFor()
  const rows = page.getByRole('treeitem')
  expect(await rows.allTextContents()).toEqual([
    expect.stringMatching(/mail.*X-Ray only.*80 ms/),
    expect.stringMatching(/smtp.*X-Ray only.*80 ms/),
  ])
  await page.keyboard.press('e')
  await page.getByRole('heading', { name: 'smtp' }).waitFor()
})

test('lists and shows them in the terminal', async () => {
  const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: console_.url })
  const list = JSON.parse((await traces('--without-spans', '--json')).stdout)
  expect(list.traces.map(({ traceId }: { traceId: string }) => traceId)).toEqual([lostId, xrayId])
  const { stdout } = await traces(lostId)
  expect(stdout).toContain('Rollbar error: OutOfStock: no stock left')
  expect(stdout).toContain('no spans of this trace were received')
  expect((await traces(xrayId)).stdout).toMatch(/⊘ mail[\s\S]*└ ⊘ ✗ smtp/)
  const ofCart = JSON.parse((await traces('--service', 'cart', '--without-spans', '--json')).stdout)
  expect(ofCart.traces).toMatchObject([{ traceId: lostId }])
  const services = (await traces('services')).stdout
  expect(services).toMatch(/\ncart +– +– .* only 1 log line, 1 item\n/)
  expect(services).toMatch(/\nshop +1 +0 .* not configured\n/)
  expect((await traces('count', '--without-spans')).stderr).toContain('does not apply to count')
})
