import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { openPage } from '../web/opened-page.ts'
import { expectAccessible } from './expect-accessible.ts'
import { sendHomeRequest } from './home-request.ts'
import { createSender } from './sender.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  await using home = createSender(console_.otlpUrl, 'home-activities')
  await using user = createSender(console_.otlpUrl, 'user-activities')
  const startNano = BigInt(Date.now() - 1_800_000) * 1_000_000n
  for (let index = 0; index < 30; index += 1)
    sendHomeRequest(
      { home, user },
      { startNano: startNano + BigInt(index) * 60_000_000_000n, failed: index === 7 },
    )
  await Promise.all([home.flush(), user.flush()])
}, 120_000)

afterAll(() => started.close())

test('shows calls between services on the map', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.locator('.service-row').first().waitFor()
  await page.keyboard.press('m')
  const call = page.getByRole('row', { name: /home-activities user-activities/ })
  await call.waitFor()
  expect(await page.locator('.map-drawing .edge').count()).toBeGreaterThan(0)
})

test('summarizes rate, latency and signal counts of each service', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  const row = page.getByRole('listitem').filter({ hasText: 'home-activities' })
  await row.getByText('Last hour: 30 requests, 0.5/min').waitFor()
  await row.getByText(/spans · 0 segments · 0 log lines · 0 error reports/).waitFor()
})

test.each([1280, 400])('map and services meet WCAG 2.2 AA at %d pixels', async (width) => {
  await using opened = await openPage(browser, console_.url, { width })
  const { page } = opened
  await expectAccessible(page, console_.url, [
    ['services', '/', '.service-glance'],
    ['map', '/map', '.map-calls'],
  ])
})
