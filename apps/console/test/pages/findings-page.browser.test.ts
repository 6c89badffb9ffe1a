import { afterAll, beforeAll, expect, test } from 'vitest'
import { insertFindings } from '../support/finding-rows.ts'
import { traceId } from '../support/span-rows.ts'
import { openPage } from '../web/opened-page.ts'
import { expectAccessible } from './expect-accessible.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

let started: ConsoleInBrowser
const open = (path: string) => openPage(started.browser, `${started.console_.url}${path}`)

beforeAll(async () => {
  started = await startInBrowser()
  await insertFindings(started.console_.store)
}, 120_000)
afterAll(() => started.close())

test('findings are listed by kind, and lead to their spans', async () => {
  await using opened = await open('/')
  const { page } = opened
  await page.getByRole('row', { name: /^home-activities/ }).waitFor()
  await page.keyboard.press('d')
  await page.getByText('2 kinds · examined 4 traces with 24 spans').waitFor()
  const kind = page.getByRole('region', { name: 'warning N+1 queries' })
  await kind.getByText('2 traces, last').waitFor()
  await kind.getByText('10 equal queries run one after another').waitFor()
  await kind.getByRole('link', { name: 'Trace' }).first().click()
  const section = page.getByRole('group').filter({ hasText: 'N+1 queries' })
  await section.getByText('Fetch all rows with one query').waitFor()
  const highlighted = page.locator('[role=treeitem][data-matched]')
  await expect.poll(() => highlighted.count()).toBe(10)
  await section.getByRole('button', { name: 'Highlight 10 spans' }).click()
  await expect.poll(() => highlighted.count()).toBe(0)
})

test('findings are filtered by kind, and an empty list offers all', async () => {
  await using opened = await open('/findings')
  const { page } = opened
  await page.getByLabel('Kind').selectOption({ label: 'Retry storm' })
  await page.getByRole('heading', { name: 'No matching findings' }).waitFor()
  await page.getByRole('link', { name: 'show all findings' }).click()
  await page.getByRole('heading', { name: 'Error behind a success status' }).waitFor()
})

test('traces and services show how many findings they have', async () => {
  await using opened = await open('/traces')
  const { page } = opened
  const rows = page.locator('[data-row]')
  await expect.poll(() => rows.filter({ hasText: '1 finding' }).count()).toBe(3)
  expect(await rows.count()).toBe(4)
  await page.goto(started.console_.url)
  await page.getByRole('link', { name: '2 findings of home-activities' }).click()
  await page.getByText('2 kinds · examined').waitFor()
})

test('findings meet WCAG 2.2 AA', async () => {
  await using opened = await open('/findings')
  await expectAccessible(opened.page, started.console_.url, [
    ['findings', '/findings', 'main a code'],
    ['findings-of-trace', `/traces/${traceId(1)}?finding=n-plus-one-queries`, 'details[open] li'],
    ['findings-of-traces', '/traces', '[data-row] b'],
  ])
})
