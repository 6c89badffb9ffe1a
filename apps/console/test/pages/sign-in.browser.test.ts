import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { checkoutTrace, sendTraces } from '../support/sent-traces.ts'
import { openPage } from '../web/opened-page.ts'
import { violations } from '../web/violations.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

const token = 'reading-token-of-a-test'
let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser({ token })
  ;({ console_, browser } = started)
  await sendTraces(console_.otlpUrl, [checkoutTrace])
}, 120_000)

afterAll(() => started.close())

const ADDRESS = '/traces?where=http.route+%3D+%22%2Fcheckout%22&sort=longest'

test('prompts for the token and then opens the requested page', async () => {
  await using opened = await openPage(browser, console_.url + ADDRESS)
  const { page } = opened
  const field = page.getByLabel('Token')
  expect(await violations(page)).toEqual([])
  await field.fill('not the token')
  await field.press('Enter')
  await page.getByRole('alert').getByText('Invalid token.').waitFor()
  await field.fill(token)
  await field.press('Enter')
  await page.waitForURL(`**${ADDRESS}`)
  await page.getByRole('heading', { name: 'Traces', exact: true }).waitFor({ state: 'attached' })
})

test('prompts for the token when the cookie expires and returns to the page', async () => {
  await using opened = await openPage(browser, `${console_.url}/login?token=${token}&next=/traces`)
  const { page } = opened
  await page.locator('[data-row]').first().waitFor()
  // Several requests are pending when the cookie expires; each gets a 401.
  const chosen = Promise.withResolvers<void>()
  await page.route('**/api/v1/**', async (route) => {
    await chosen.promise
    await route.continue()
  })
  await page.context().clearCookies()
  await page.getByLabel('Status').selectOption('error')
  await page.waitForURL('**/traces?status=error')
  chosen.resolve()
  await page.waitForURL('**/login?next=%2Ftraces%3Fstatus%3Derror')
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Open the console' }).click()
  await page.waitForURL('**/traces?status=error')
  expect(await page.getByLabel('Status').inputValue()).toBe('error')
})
