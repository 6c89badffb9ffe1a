import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startFixtureConsole } from '../pages/fixture-console.ts'
import { failedTrace, timelineTrace } from '../pages/sample-traces.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'

let browser: Browser
const webRoot = inject('builtPage')

beforeAll(async () => {
  browser = await launchBrowser()
}, 60_000)

afterAll(async () => {
  await browser.close()
})

const aged = (count: number) =>
  Array.from({ length: count }, (_none, index) => ({
    ...timelineTrace,
    traceId: `${'a'.repeat(28)}${index.toString(16).padStart(4, '0')}`,
    startUnixNano: `${BigInt(timelineTrace.startUnixNano) - BigInt(index) * 1_000_000_000n}`,
  }))

test('links each service to its traces', async () => {
  await using console_ = await startFixtureConsole([timelineTrace, failedTrace], webRoot)
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page
    .getByRole('row', { name: /user-activities/ })
    .getByRole('link')
    .first()
    .click()
  await page.waitForURL('**/services/user-activities')
  await page.getByRole('main').getByRole('link', { name: 'Traces' }).click()
  await page.waitForURL('**/traces?service=user-activities**')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(2)
})

test('shows first steps without data, then the first trace by itself', async () => {
  await using console_ = await startFixtureConsole([], webRoot)
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await page.getByText(/curl localhost:\d+\/api\/activities\/home/).waitFor()
  console_.traces.push(timelineTrace)
  await page.locator('[data-row]').waitFor()
})

test('keeps filters in the URL, and Back removes them', async () => {
  await using console_ = await startFixtureConsole([timelineTrace, failedTrace], webRoot)
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await page.getByLabel('Status').selectOption('error')
  await page.waitForURL('**/traces?status=error')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(1)
  await page.getByLabel('Longer than').fill('5 parsecs')
  await page.getByLabel('Longer than').press('Enter')
  expect(page.url()).not.toContain('minDuration')
  await page.getByLabel('Longer than').fill('1.5s')
  await page.getByLabel('Longer than').press('Enter')
  await page.waitForURL('**/traces?status=error&minDuration=1.5s')
  await page.reload()
  await expect.poll(() => page.getByLabel('Longer than').inputValue()).toBe('1.5s')
  expect(await page.getByLabel('Status').inputValue()).toBe('error')
  const searches = console_.requests.filter((request) => request.startsWith('/api/v1/traces'))
  expect(searches.at(-1)).toContain('minDuration=1.5s')
  expect(searches.at(-1)).toContain('status=error')
  await page.goBack()
  await page.waitForURL('**/traces?status=error')
  await expect.poll(() => page.getByLabel('Longer than').inputValue()).toBe('')
})

test('suggests operations of the selected service', async () => {
  await using console_ = await startFixtureConsole([timelineTrace], webRoot)
  await using opened = await openPage(browser, `${console_.url}/traces?service=user-activities`)
  await opened.page.getByLabel('Operation').focus()
  await expect
    .poll(() => opened.page.getByRole('option').allTextContents())
    .toEqual(expect.arrayContaining(['GET /api/activities', 'pg.query:SELECT']))
})

test('shows an empty state when no trace matches', async () => {
  await using console_ = await startFixtureConsole([timelineTrace], webRoot)
  await using opened = await openPage(browser, `${console_.url}/traces?status=error`)
  await opened.page.getByRole('heading', { name: 'No matching traces' }).waitFor()
  await opened.page.getByRole('link', { name: 'show all traces' }).click()
  await opened.page.locator('[data-row]').waitFor()
})

test('loads older traces by cursor', async () => {
  await using console_ = await startFixtureConsole(aged(120), webRoot)
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await expect.poll(() => page.locator('[data-row]').count()).toBe(50)
  const older = page.getByRole('button', { name: 'Show older traces' })
  await older.click()
  await expect.poll(() => page.locator('[data-row]').count()).toBe(100)
  await older.click()
  await expect.poll(() => page.locator('[data-row]').count()).toBe(120)
  expect(await older.count()).toBe(0)
})

test('adds new traces on demand and sends no request while paused', async () => {
  await using console_ = await startFixtureConsole(aged(3), webRoot)
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await expect.poll(() => page.locator('[data-row]').count()).toBe(3)
  console_.traces.unshift(failedTrace)
  await page.getByRole('button', { name: 'Show 1 new' }).waitFor()
  expect(await page.locator('[data-row]').count()).toBe(3)
  await page.keyboard.press('r')
  await expect.poll(() => page.locator('[data-row]').count()).toBe(4)
  expect(await page.locator('[data-row]').first().getAttribute('href')).toContain(
    failedTrace.traceId,
  )
  await page.keyboard.press('p')
  await page.getByRole('button', { name: 'Paused' }).waitFor()
})

test('navigates the list with j, k and Enter, except in fields and with modifiers', async () => {
  await using console_ = await startFixtureConsole([timelineTrace, failedTrace], webRoot)
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await page.locator('[data-row]').first().waitFor()
  await page.getByLabel('Operation').pressSequentially('jk?')
  expect(await page.getByLabel('Operation').inputValue()).toBe('jk?')
  expect(await page.locator('dialog[open]').count()).toBe(0)
  await page.getByLabel('Operation').fill('')
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/traces/${failedTrace.traceId}`)
})

test('lists the keyboard shortcuts with ? and can disable single keys', async () => {
  await using console_ = await startFixtureConsole([timelineTrace], webRoot)
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await page.locator('[data-row]').waitFor()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keys' })
  await sheet.waitFor()
  await page.getByLabel('Single-key shortcuts').uncheck()
  await page.keyboard.press('Escape')
  await expect.poll(() => sheet.isVisible()).toBe(false)
  await page.keyboard.press('s')
  await page.keyboard.press('?')
  expect(page.url()).toContain('/traces')
  expect(await sheet.isVisible()).toBe(false)
})

test('reports an unreachable console and recovers', async () => {
  const console_ = await startFixtureConsole([timelineTrace], webRoot)
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await page.locator('[data-row]').waitFor()
  await console_[Symbol.asyncDispose]()
  await page.getByText('Disconnected. Reconnecting…').waitFor()
  await page.getByRole('button', { name: 'Offline' }).waitFor()
  expect(await page.getByText('Up to date').count()).toBe(0)
  expect(await page.locator('[data-row]').count()).toBe(1)
})
