import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type FixtureConsole, startFixtureConsole } from '../pages/fixture-console.ts'
import { timelineTrace } from '../pages/sample-traces.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'

let browser: Browser
let console_: FixtureConsole

beforeAll(async () => {
  browser = await launchBrowser()
  console_ = await startFixtureConsole(
    Array.from({ length: 40 }, (_none, index) => ({
      ...timelineTrace,
      traceId: `${'a'.repeat(28)}${index.toString(16).padStart(4, '0')}`,
    })),
    inject('builtPage'),
  )
}, 60_000)

afterAll(async () => {
  await browser.close()
  await console_[Symbol.asyncDispose]()
})

test('Back returns to the scroll position and to the row', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  const row = page.locator('[data-row]').nth(30)
  await row.scrollIntoViewIfNeeded()
  const href = await row.getAttribute('href')
  const scrolled = await page.evaluate<number>('window.scrollY')
  expect(scrolled).toBeGreaterThan(0)
  await row.click()
  await page.getByRole('treeitem').first().waitFor()
  await page.goBack()
  await expect
    .poll(() => page.evaluate<string | null>('document.activeElement.getAttribute("href")'))
    .toBe(href)
  await expect
    .poll(() => page.evaluate<number>('window.scrollY'))
    .toBeGreaterThanOrEqual(scrolled - 1)
})

test('switches all times between local time and UTC', async () => {
  const context = await browser.newContext({ timezoneId: 'America/New_York' })
  try {
    const page = await context.newPage()
    await page.goto(`${console_.url}/traces`)
    const time = page.locator('[data-row] time').first()
    await expect.poll(() => time.textContent()).toContain('04:30:00.000')
    await page.getByRole('button', { name: /Local, UTC-5/ }).click()
    await expect.poll(() => time.textContent()).toContain('09:30:00.000')
    await page.getByRole('combobox', { name: /^Time/ }).selectOption('custom')
    await page.getByRole('textbox', { name: 'From' }).fill('2026-11-22 09:00')
    await page.getByRole('textbox', { name: 'From' }).press('Enter')
    await page.waitForURL(/start=2026-11-22T09%3A00%3A00.000Z/)
    expect(await page.getByRole('textbox', { name: 'From' }).inputValue()).toBe(
      '2026-11-22T09:00:00Z',
    )
  } finally {
    await context.close()
  }
})

test.each(['/traces?since=1h', '/', '/services/frontend?since=1h', '/map', '/findings?since=1h'])(
  'copies a link of %s with a fixed start and end',
  async (path) => {
    await using opened = await openPage(browser, console_.url + path)
    const { page } = opened
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByText('Link copied').waitFor()
    const url = new URL(await page.evaluate<string>('navigator.clipboard.readText()'))
    const [start, end] = ['start', 'end'].map((name) =>
      Date.parse(url.searchParams.get(name) ?? ''),
    )
    expect((end ?? 0) - (start ?? 0)).toBe(3_600_000)
    expect(url.searchParams.has('since')).toBe(false)
  },
)

test('marks the position of an error in a filter expression and keeps the page', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.route('**/api/v1/traces?*', (route) =>
    route.fulfill({
      status: 400,
      contentType: 'application/problem+json',
      body: JSON.stringify({ detail: 'where: expected a value at position 8, found =' }),
    }),
  )
  await page.goto(`${console_.url}/traces?where=route+%3D%3D+x`)
  await page.getByText('where: expected a value at position 8, found =').waitFor()
  expect(await page.locator('mark').textContent()).toBe('=')
  expect(await page.getByLabel('Where').inputValue()).toBe('route == x')
})

test('shows the traces as points of duration over time', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await page.getByRole('tab', { name: 'Duration' }).click()
  await page.waitForURL('**/traces?chart=duration')
  await expect.poll(() => page.locator('figure a').count()).toBe(40)
})

test('shows on a page that does not poll that the console ended', async () => {
  const ending = await startFixtureConsole([], inject('builtPage'))
  await using opened = await openPage(browser, `${ending.url}/traces/nowhere`)
  const { page } = opened
  await page.locator('[data-empty-state]').waitFor()
  await ending[Symbol.asyncDispose]()
  await page.getByText('Disconnected. Reconnecting…').waitFor({ timeout: 10_000 })
  // The note does not cover the navigation.
  await page.getByRole('link', { name: 'Query', exact: true }).click({ trial: true })
})
