import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { consoleConfig } from '../support/console-config.ts'
import { checkoutTrace, sendTraces } from '../support/sent-traces.ts'
import { tempFolder } from '../support/temp-store.ts'
import { launchBrowser } from '../web/browser.ts'
import { buildPage } from '../web/build-page.ts'
import { openPage } from '../web/opened-page.ts'
import { violations } from '../web/violations.ts'

const token = 'reading-token-of-a-test'
let console_: Console
let browser: Browser
let webFolder: string
let dataFolder: string

beforeAll(async () => {
  webFolder = await buildPage()
  dataFolder = await tempFolder()
  console_ = await startConsole(consoleConfig(dataFolder, { token }), { webFolder })
  browser = await launchBrowser()
  await sendTraces(console_.otlpUrl, [checkoutTrace])
}, 120_000)

afterAll(async () => {
  await browser.close()
  await console_.close()
  await rm(webFolder, { recursive: true })
  await rm(dataFolder, { recursive: true })
})

const ADDRESS = '/traces?where=http.route+%3D+%22%2Fcheckout%22&sort=longest'

test('who opens a link is asked for the token and comes to what the link shows', async () => {
  await using opened = await openPage(browser, console_.url + ADDRESS)
  const { page } = opened
  const field = page.getByLabel('Token')
  expect(await violations(page)).toEqual([])
  await field.fill('not the token')
  await field.press('Enter')
  await page.getByRole('alert').getByText('That is not the token.').waitFor()
  await field.fill(token)
  await field.press('Enter')
  await page.waitForURL(`**${ADDRESS}`)
  await page.getByRole('heading', { name: 'Traces', exact: true }).waitFor({ state: 'attached' })
})

test('a page that is open when the cookie ends asks for the token and comes back', async () => {
  await using opened = await openPage(browser, `${console_.url}/login?token=${token}&next=/traces`)
  const { page } = opened
  await page.locator('.trace-row').first().waitFor()
  await page.context().clearCookies()
  await page.getByLabel('Status').selectOption('error')
  await page.waitForURL('**/login?next=%2Ftraces%3Fstatus%3Derror')
  await page.getByLabel('Token').fill(token)
  await page.getByRole('button', { name: 'Open the console' }).click()
  await page.waitForURL('**/traces?status=error')
  expect(await page.getByLabel('Status').inputValue()).toBe('error')
})
