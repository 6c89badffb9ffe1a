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
  await page.locator('[data-row]').first().waitFor()
  await page.keyboard.press('m')
  const call = page.getByRole('row', { name: /home-activities user-activities/ })
  await call.waitFor()
  expect(await page.locator('svg[role="img"] path').count()).toBeGreaterThan(0)
})

test('summarizes rate, errors and latency of each service in a sortable row', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.getByRole('row', { name: /^home-activities (0\.9|1\.0) / }).waitFor()
  await page.getByRole('img', { name: 'P95 of home-activities' }).waitFor()
  await page.getByRole('button', { name: 'P95' }).click()
  await page.waitForURL('**/?sort=p95')
  expect(
    await page.getByRole('columnheader', { name: 'P95', exact: true }).getAttribute('aria-sort'),
  ).toBe('descending')
})

test('opens the service with its slowest operations from its row', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.getByRole('link', { name: 'home-activities', exact: true }).click()
  const slowest = page.getByRole('region', { name: 'Slowest operations' }).first()
  await slowest.getByRole('link', { name: 'GET /api/activities/home' }).click()
  await page.waitForURL('**/traces?service=home-activities&operation=*')
  await page.locator('[data-row]').first().waitFor()
})

test('opens the traces of a call from the map', async () => {
  await using opened = await openPage(browser, `${console_.url}/map`)
  const { page } = opened
  await page.getByRole('link', { name: 'Traces from home-activities to user-activities' }).click()
  await page.locator('[data-row]').first().waitFor()
})

test('opens the traces of a service and of a database from the drawing', async () => {
  await using opened = await openPage(browser, `${console_.url}/map`)
  const { page } = opened
  const drawing = page.getByRole('img', { name: /^Service map/ })
  await drawing.getByText('user-activities').click()
  await page.waitForURL('**/traces?service=user-activities&since=1h')
  await page.locator('[data-row]').first().waitFor()
  await page.goBack()
  await drawing.getByText('postgresql').click()
  await page.waitForURL('**/traces?where=*')
  await page.locator('[data-row]').first().waitFor()
})

test('map and services meet WCAG 2.2 AA', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await expectAccessible(page, console_.url, [
    ['services', '/', 'table'],
    ['map', '/map', 'table'],
  ])
})
