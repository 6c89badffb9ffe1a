import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type FixtureConsole, startFixtureConsole } from '../pages/fixture-console.ts'
import {
  correlatedTrace,
  failedTrace,
  hostileTrace,
  largeTrace,
  linkedTrace,
  timelineTrace,
  traceWithoutSpans,
} from '../pages/sample-traces.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'

let browser: Browser
const webRoot = inject('builtPage')
let console_: FixtureConsole
const large = largeTrace(10_000)

beforeAll(async () => {
  browser = await launchBrowser()
  console_ = await startFixtureConsole(
    [
      timelineTrace,
      failedTrace,
      correlatedTrace,
      traceWithoutSpans,
      linkedTrace,
      large,
      hostileTrace,
    ],
    webRoot,
  )
}, 60_000)

afterAll(async () => {
  await browser.close()
  await console_[Symbol.asyncDispose]()
})

const open = (path: string) => openPage(browser, `${console_.url}/traces/${path}`)
const rowNames = (page: Page) => page.getByRole('treeitem').allTextContents()
const selectedName = (page: Page) =>
  page.getByRole('complementary').getByRole('heading', { level: 2 }).textContent()

test('shows a trace as a tree of spans with details', async () => {
  await using opened = await open(timelineTrace.traceId)
  const { page } = opened
  await page.getByRole('treeitem', { name: /^pg.query:SELECT user-activities .*22.5 ms/ }).click()
  const detail = page.getByRole('complementary', { name: 'Selected span' })
  await detail.getByText('SELECT * FROM activities LIMIT $1').waitFor()
  await detail.getByText('22,500,000 ns', { exact: true }).waitFor()
  await detail.getByText('2026-11-22T09:30:00.006000000Z').waitFor()
  await page.waitForURL('**?span=00000000000000a5')
  expect(await page.getByRole('treeitem').count()).toBe(6)
})

test('collapses and expands with h and l and keeps the selection visible', async () => {
  await using opened = await open(`${timelineTrace.traceId}?span=00000000000000a2`)
  const { page } = opened
  await page.getByRole('treeitem', { selected: true }).waitFor()
  await page.keyboard.press('h')
  await expect.poll(async () => (await rowNames(page)).length).toBe(2)
  await page.getByText('+4').waitFor()
  await page.keyboard.press('l')
  await expect.poll(async () => (await rowNames(page)).length).toBe(6)
  await page.keyboard.press('End')
  await page.keyboard.press('H')
  await expect.poll(() => selectedName(page)).toBe('Show home activities')
})

test('moves between errors with e and shows message and exception', async () => {
  await using opened = await open(failedTrace.traceId)
  const { page } = opened
  await page.getByRole('treeitem').first().waitFor()
  await page.keyboard.press('e')
  await page
    .getByRole('complementary')
    .getByText('user-activities does not respond')
    .first()
    .waitFor()
  await page.keyboard.press('e')
  await page.getByRole('complementary').getByText('connect ECONNREFUSED').first().waitFor()
  await page.getByText('exception.type').waitFor()
  await page.keyboard.press('e')
  await page
    .getByRole('complementary')
    .getByText('user-activities does not respond')
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('complementary').count()).toBe(0)
})

test('marks a span whose parent was not received', async () => {
  await using opened = await open(failedTrace.traceId)
  await opened.page.getByRole('treeitem', { name: /^parent missing ?lost child/ }).waitFor()
  await opened.page.getByText('The parent of 1 span was not received.').waitFor()
})

test('shows segments, log lines and Rollbar occurrences on their span', async () => {
  await using opened = await open(`${correlatedTrace.traceId}?span=00000000000000b1`)
  const { page } = opened
  const detail = page.getByRole('complementary')
  await detail.getByText('UpstreamError: no response').waitFor()
  await detail.getByText('Raw payload').click()
  await detail.getByText('"trace_chain": []').waitFor()
  await detail.getByText('home-activities segment fault, 3 s').click()
  await detail.getByText('andrewbrown').waitFor()
  await page.keyboard.press('j')
  await detail.getByText('Log lines (6)').waitFor()
  await detail.getByText('WARN attempt 0').click()
  await detail.getByText('X-Ray has no segment for this span.').waitFor()
  await page.getByRole('treeitem', { name: /GET home-activities no segment 6 logs/ }).waitFor()
})

test('shows a segment without a span as a row with its children', async () => {
  await using opened = await open(correlatedTrace.traceId)
  const { page } = opened
  await page.getByText('2 X-Ray segments have no matching span').waitFor()
  await page.getByRole('treeitem', { name: /lambda lambda X-Ray only/ }).waitFor()
  // The span whose parent is a subsegment is placed below it.
  const lost = page.getByRole('treeitem', { name: /lost child/ })
  expect(await lost.getAttribute('aria-level')).toBe('3')
  expect(await page.getByText('parent missing').count()).toBe(0)
  await page.getByRole('treeitem', { name: /DynamoDB lambda X-Ray only/ }).click()
  const detail = page.getByRole('complementary')
  await detail.getByText('X-Ray only: no span').waitFor()
  await detail.getByText('DynamoDB subsegment').click()
  await detail.getByText('andrewbrown').waitFor()
})

test('follows span links in both directions', async () => {
  await using opened = await open(linkedTrace.traceId)
  const { page } = opened
  await page.getByText('2 spans of other traces link to this trace').click()
  const header = page.getByRole('main').locator('header').first()
  await header.getByRole('link', { name: '4'.repeat(32) }).waitFor()
  await page.getByRole('treeitem', { name: /home-activities linked from 1/ }).click()
  const detail = page.getByRole('complementary')
  await detail.getByText('Linked from (1)').waitFor()
  await detail.getByText('batch 0').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await detail.getByText('Links (1)').waitFor()
  expect(await detail.getByRole('link', { name: '22'.repeat(16) }).getAttribute('href')).toBe(
    `/traces/${'22'.repeat(16)}?span=${'2'.repeat(16)}`,
  )
})

test('keeps the focus on a subtree in the URL, and Back leaves it', async () => {
  await using opened = await open(`${timelineTrace.traceId}?span=00000000000000a3`)
  const { page } = opened
  await page.getByRole('treeitem', { selected: true }).waitFor()
  await page.keyboard.press('f')
  await page.waitForURL('**focus=00000000000000a3**')
  await expect.poll(async () => (await rowNames(page)).length).toBe(3)
  const path = page.getByRole('navigation', { name: 'Focus' })
  expect(await path.getByRole('listitem').allTextContents()).toEqual([
    'Whole trace',
    'GET /api/activities/home',
    'Show home activities',
    'GET',
  ])
  // The first row fills the width; search and critical path are limited to the subtree.
  const bar = page.locator('[data-part=bar]').first()
  expect(await bar.getAttribute('style')).toMatch(/left: 0%; width: 100%/)
  await page.keyboard.press('c')
  await expect.poll(() => page.locator('[data-part=critical]').count()).toBe(5)
  await page.keyboard.press('h')
  await page.keyboard.press('h')
  expect(await selectedName(page)).toBe('GET')
  await page.reload()
  await expect.poll(async () => (await rowNames(page)).length).toBe(3)
  await page.goBack()
  await expect.poll(async () => (await rowNames(page)).length).toBe(6)
})

test('sets and leaves the focus by mouse and keyboard', async () => {
  await using opened = await open(timelineTrace.traceId)
  const { page } = opened
  await page.getByRole('treeitem', { name: /^GET \/api\/activities / }).click()
  await page.getByRole('button', { name: 'Focus' }).click()
  await expect.poll(async () => (await rowNames(page)).length).toBe(2)
  expect(await page.getByRole('button', { name: 'Focus' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Show home activities' }).click()
  await expect.poll(async () => (await rowNames(page)).length).toBe(5)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect.poll(async () => (await rowNames(page)).length).toBe(6)
  expect(page.url()).not.toContain('focus')
})

test('shows log lines and occurrences of a trace without spans', async () => {
  await using opened = await open(traceWithoutSpans.traceId)
  const { page } = opened
  await page.getByText('No spans of this trace were received').waitFor()
  await page.getByRole('heading', { name: 'UpstreamError: no response' }).waitFor()
  await page.getByText('WARN attempt 0').click()
  await page.getByText('Rollbar occurrences (1)').waitFor()
})

test('shows the critical path with c', async () => {
  await using opened = await open(timelineTrace.traceId)
  const { page } = opened
  await page.getByRole('treeitem').first().waitFor()
  expect(await page.locator('[data-part=critical]').count()).toBe(0)
  await page.keyboard.press('c')
  await expect.poll(() => page.locator('[data-part=critical]').count()).toBe(11)
  await page.getByRole('button', { name: 'Critical path', pressed: true }).click()
  await expect.poll(() => page.locator('[data-part=critical]').count()).toBe(0)
})

test('searches attributes, counts matches and moves between them', async () => {
  await using opened = await open(timelineTrace.traceId)
  const { page } = opened
  await page.getByRole('treeitem').first().waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('127.0.0.1')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('search').getByRole('status').textContent()).toBe('1 of 1')
  await expect.poll(() => selectedName(page)).toBe('GET')
  await page.keyboard.press('Escape')
  await page.keyboard.type('activities/home')
  await expect.poll(() => page.locator('[role=treeitem][data-matched]').count()).toBe(1)
  await page.waitForURL('**q=activities%2Fhome**')
})

test('renders only the visible rows of 10,000 spans and reaches the last, a match and an error by one key', async () => {
  await using opened = await open(large.traceId)
  const { page } = opened
  await page.getByRole('treeitem').first().waitFor()
  expect(await page.getByRole('treeitem').count()).toBeLessThan(100)
  await page.keyboard.press('End')
  await expect.poll(() => selectedName(page)).toBe('span 9999')
  await page.getByRole('treeitem', { name: /^span 9999 / }).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('needle-7421')
  await page.keyboard.press('Enter')
  await expect.poll(() => selectedName(page)).toBe('span 7421')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await expect.poll(() => selectedName(page)).toBe('span 8000')
  await page.keyboard.press('H')
  await expect.poll(() => page.getByRole('treeitem').count()).toBeGreaterThan(1)
})

test('opens 50,000 spans and reaches the last, a match and an error by one key', async () => {
  const huge = largeTrace(50_000)
  // Served directly: checking the response against the schema takes longer than the page does.
  const body = JSON.stringify(huge)
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.route('**/api/v1/traces/*', (route) =>
    route.fulfill({ contentType: 'application/json', body }),
  )
  await page.goto(`${console_.url}/traces/${huge.traceId}`)
  await page.getByRole('treeitem').first().waitFor()
  expect(await page.getByRole('treeitem').count()).toBeLessThan(100)
  await page.keyboard.press('End')
  await expect.poll(() => selectedName(page)).toBe('span 49999')
  await page.keyboard.press('E')
  await expect.poll(() => selectedName(page)).toBe('span 49000')
  await page.keyboard.press('/')
  await page.keyboard.type('needle-31234')
  await page.keyboard.press('Enter')
  await expect.poll(() => selectedName(page)).toBe('span 31234')
})

test('renders data as text and only HTTP URLs as links', async () => {
  await using opened = await open(`${hostileTrace.traceId}?span=00000000000000d1`)
  const { page } = opened
  const detail = page.getByRole('complementary')
  await detail.waitFor()
  expect(await page.locator('main img, main script, main iframe, main svg').count()).toBe(0)
  expect(await page.evaluate('window.attacked')).toBeUndefined()
  await detail.getByText('<img src=x onerror=window.attacked=1>').first().waitFor()
  const links = detail.locator('a:not([data-attribute-actions] a)')
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
    'https://example.com/ok',
    '/traces/javascript%3Aalert(1)?span=%22onclick%3D',
  ])
})

test('shows an unknown trace once it is received', async () => {
  await using late = await startFixtureConsole([], webRoot)
  await using opened = await openPage(browser, `${late.url}/traces/${timelineTrace.traceId}`)
  await opened.page.getByRole('heading', { name: 'Trace not found' }).waitFor()
  late.traces.push(timelineTrace)
  await opened.page.getByRole('treeitem').first().waitFor()
})

test('copies the trace ID', async () => {
  await using opened = await open(timelineTrace.traceId)
  const { page } = opened
  await page.getByTitle('Copy trace ID').click()
  await page.getByText('copied').waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(timelineTrace.traceId)
})
