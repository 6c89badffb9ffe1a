import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendSpans } from '../api/span-traffic.ts'
import { openPage } from '../web/opened-page.ts'
import { violations } from '../web/violations.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

let console_: Console
let browser: Browser
let started: ConsoleInBrowser
const traceId = 'a'.repeat(32)

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  const nano = BigInt(Date.now() - 60_000) * 1_000_000n
  const span = { traceId, startNano: nano, durationNano: 5_000_000n }
  const stack = Array.from({ length: 40 }, (_none, line) => `at call${line}`).join('\n')
  await sendSpans(console_.otlpUrl, 'shop', [
    { ...span, spanId: '1'.repeat(16), name: 'GET /', attributes: { stack } },
  ])
}, 120_000)
afterAll(() => started.close())

test('shows a page for an unknown URL', async () => {
  await using opened = await openPage(browser, `${console_.url}/nowhere?x=1.5`)
  await opened.page.getByRole('heading', { name: 'Page not found' }).waitFor()
  await opened.page.getByRole('main').getByRole('link', { name: 'Traces' }).click()
  await opened.page.waitForURL('**/traces')
})

test.each(['/nowhere', '/api/v1/nowhere', '/assets/nowhere.js'])(
  'responds to a program that requests %s with a link to the routes',
  async (path) => {
    const accept = path.startsWith('/api') ? 'text/html' : '*/*'
    const response = await fetch(console_.url + path, { headers: { accept } })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      code: 'NO_SUCH_ROUTE',
      detail: `No route matches GET ${path}; /api/v1/openapi.json lists all routes`,
    })
  },
)

test('shows no count for an invalid query', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces?where=a+%3D%3D`)
  const { page } = opened
  await page.getByText('The request was rejected').waitFor()
  expect(await page.locator('[data-list-status]').textContent()).not.toMatch(/trace|Up to date/)
})

test('scrolls a tall value by keyboard', async () => {
  await using opened = await openPage(
    browser,
    `${console_.url}/traces/${traceId}?span=${'1'.repeat(16)}`,
  )
  const { page } = opened
  const value = page.locator('dd[tabindex="0"]')
  await value.focus()
  expect(await value.textContent()).toContain('at call39')
  expect(await violations(page)).toEqual([])
})

test.each(['/', '/data'])('%s has no layout shift while it loads', async (path) => {
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await page.addInitScript(
    `globalThis.jumped = 0; new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) globalThis.jumped += value
    }).observe({ type: 'layout-shift', buffered: true })`,
  )
  await page.setViewportSize({ width: 400, height: 800 })
  await page.goto(console_.url + path)
  await page.getByText(path === '/' ? 'Rates and trends from' : 'Delete all data…').waitFor()
  expect(await page.evaluate('globalThis.jumped')).toBeLessThan(0.05)
})
