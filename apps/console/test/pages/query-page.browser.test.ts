import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendSpans, type TrafficSpan } from '../api/span-traffic.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { openPage } from '../web/opened-page.ts'
import { violations } from '../web/violations.ts'
import { saveScreenshot } from './screenshots.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

const ms = 1_000_000n
const quickSpans = 3_000
const slowSpans = 60

let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  await sendTraffic()
}, 120_000)

afterAll(() => started.close())

test('shows count and heatmap of the last hour, grouped by a typed attribute', async () => {
  await using opened = await openPage(browser, `${console_.url}/query`)
  const { page } = opened
  await page.getByRole('img', { name: /^Heatmap of 3,060 spans/ }).waitFor()
  await page.getByRole('img', { name: /^Count from .* maximum \d+$/ }).waitFor()
  await page.getByLabel('Group by').fill('http.route')
  await page.keyboard.press('Enter')
  await page.getByRole('rowheader', { name: '/home' }).waitFor()
  await page.getByLabel('Measure').selectOption('p95')
  await page.waitForURL('**/query?by=http.route&measure=p95')
  await page.getByRole('button', { name: 'Only /home' }).click()
  await page.waitForURL(/where=http.route/)
  expect(await page.getByLabel('Where').inputValue()).toBe('http.route = "/home"')
  await page.getByRole('img', { name: /^Heatmap of 1,530 spans/ }).waitFor()
})

test('explains a selection of slow spans and filters by a click', async () => {
  await using opened = await openPage(browser, `${console_.url}/query?by=http.route`)
  const { page } = opened
  const map = page.getByRole('img', { name: /^Heatmap/ })
  await map.waitFor()
  const box = await map.boundingBox()
  if (box === null) throw new Error('The heatmap is not shown')
  await page.mouse.move(box.x + 2, box.y + 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width - 2, box.y + box.height * 0.12, { steps: 5 })
  await page.mouse.up()
  await page.getByText(`${slowSpans} spans selected`).waitFor()
  expect(await page.locator('[data-compared] h3').first().textContent()).toBe('deploy.version')
  await saveScreenshot(page, 'query-heatmap-light')
  const address = page.url()
  await page.getByRole('button', { name: 'Not deploy.version 2.0.0' }).click()
  await page.getByRole('img', { name: /^Heatmap of 3,000 spans/ }).waitFor()
  await page.goto(address)
  await page.getByText(`${slowSpans} spans selected`).waitFor()
})

test('selects on the heatmap by keyboard', async () => {
  await using opened = await openPage(browser, `${console_.url}/query?since=1h`)
  const { page } = opened
  const slider = page.getByRole('slider', { name: /^Heatmap selection/ })
  await slider.focus()
  // The selection starts in the upper right corner; slow spans are in the upper rows.
  await page.keyboard.press('ArrowUp')
  for (let step = 0; step < 100; step += 1) await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect
    .poll(() => slider.getAttribute('aria-valuetext'))
    .toMatch(new RegExp(`: ${slowSpans} spans$`))
  await page.keyboard.press('Enter')
  await page.getByText(`${slowSpans} spans selected`).waitFor()
  expect(await page.locator('[data-compared] h3').first().textContent()).toBe('deploy.version')
})

test('explains the slowest spans by keyboard, and Escape clears the selection', async () => {
  await using opened = await openPage(browser, `${console_.url}/query`)
  const { page } = opened
  await page.getByRole('button', { name: 'Explain the slowest 5%' }).press('Enter')
  await page.getByRole('heading', { name: 'Differences in the selection' }).waitFor()
  await page.locator('[data-compared] h3').first().waitFor()
  const title = page.getByRole('heading', { name: 'Differences in the selection' })
  await expect.poll(async () => (await title.boundingBox())?.y ?? 9_999).toBeLessThan(800)
  await page.keyboard.press('Escape')
  await expect.poll(() => page.url()).not.toContain('boxStart')
})

test('completes keys, operators and values by keyboard', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  const where = page.getByLabel('Where')
  await where.pressSequentially('deploy')
  await page.getByRole('option', { name: 'deploy.version' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await where.pressSequentially('= ')
  await page.getByRole('option', { name: '"2.0.0"' }).waitFor()
  await where.pressSequentially('2')
  await page.getByRole('option', { name: '"2.0.0"' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  expect(await where.inputValue()).toBe('deploy.version = "2.0.0" ')
  await page.keyboard.press('Enter')
  await page.waitForURL(/where=deploy.version/)
  await page.getByText('50+ traces').waitFor()
  await page.getByLabel('Sort').selectOption('longest')
  await page.waitForURL(/sort=longest/)
  await where.fill('deploy.version ~ 2')
  await page.keyboard.press('Enter')
  await page.getByText('where: expected =, !=,').waitFor()
})

test('the page meets WCAG 2.2 AA', async () => {
  const box = new URLSearchParams({
    by: 'http.route',
    boxStart: new Date(Date.now() - 3_600_000).toISOString(),
    boxEnd: new Date(Date.now() + 60_000).toISOString(),
    boxMinDuration: '1s',
  })
  await using opened = await openPage(browser, `${console_.url}/query?${box}`)
  const { page } = opened
  await page.locator('[data-compared] h3').first().waitFor()
  expect(await violations(page)).toEqual([])
  await saveScreenshot(page, `query`)
})

/** Requests over 50 minutes, with slow requests of a new version during five of them. */
async function sendTraffic(): Promise<void> {
  const start = BigInt(Date.now() - 3_000_000) * ms
  const quick = Array.from(
    { length: quickSpans },
    (_, index): TrafficSpan => ({
      traceId: traceId(index + 1),
      spanId: spanId(index + 1),
      startNano: start + BigInt(index) * 950n * ms,
      durationNano: (5n + BigInt((index * 7_919) % 100) ** 2n / 50n) * ms,
      failed: index % 97 === 0,
      attributes: { 'http.route': index % 2 === 0 ? '/home' : '/user', 'deploy.version': '1.0.0' },
    }),
  )
  const slow = Array.from(
    { length: slowSpans },
    (_, index): TrafficSpan => ({
      traceId: traceId(index + 10_001),
      spanId: spanId(index + 10_001),
      startNano: start + 1_800_000n * ms + BigInt(index) * 5_000n * ms,
      durationNano: (2_000n + BigInt((index * 31) % 60) * 10n) * ms,
      attributes: { 'http.route': index % 2 === 0 ? '/home' : '/user', 'deploy.version': '2.0.0' },
    }),
  )
  await sendSpans(console_.otlpUrl, 'web', [...quick, ...slow])
}
