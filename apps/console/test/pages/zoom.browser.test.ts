import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendSpans, type TrafficSpan } from '../api/span-traffic.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { openPage } from '../web/opened-page.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

const ms = 1_000_000n
const REQUESTS = 300
let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  await sendTraffic()
}, 120_000)

afterAll(() => started.close())

/** Drags between two fractions of the width. */
async function drag(page: Page, target: Locator, from: number, to: number): Promise<void> {
  const box = await target.boundingBox()
  if (box === null) throw new Error('It is not shown')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * from, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * to, y, { steps: 5 })
  await page.mouse.up()
}
const timeOf = (page: Page) => {
  const { searchParams } = new URL(page.url())
  const at = (name: string) => Date.parse(searchParams.get(name) ?? '')
  return { start: at('start'), end: at('end'), minutes: (at('end') - at('start')) / 60_000 }
}

const heatmapTop = async (page: Page) =>
  (await page.getByRole('img', { name: /^Heatmap/ }).boundingBox())?.y

test('zooms by dragging on the chart; Back and Zoom out revert it', async () => {
  await using opened = await openPage(browser, `${console_.url}/query?since=1h`)
  const { page } = opened
  await page.getByRole('img', { name: /^Heatmap of 300 spans/ }).waitFor()
  const top = await heatmapTop(page)
  await drag(page, page.getByRole('slider', { name: 'Count: time range' }), 0.25, 0.5)
  await page.waitForURL(/start=/)
  expect(page.url()).not.toContain('since')
  const zoomed = timeOf(page)
  expect(zoomed.minutes).toBeGreaterThan(10)
  expect(zoomed.minutes).toBeLessThan(20)
  await page.getByRole('img', { name: /^Heatmap of (?!300)\d+ spans/ }).waitFor()
  // The range is an option, so that the charts stay where they are.
  expect(await heatmapTop(page)).toBe(top)
  await page.getByRole('combobox', { name: /^Time/ }).selectOption({ label: 'Custom range' })
  expect(await page.getByRole('textbox', { name: 'From' }).inputValue()).not.toBe('')

  await page.getByRole('combobox', { name: /^Time/ }).selectOption({ label: 'Zoom out (z)' })
  await expect.poll(() => timeOf(page).minutes).toBeGreaterThan(zoomed.minutes * 2)
  expect(timeOf(page).start).toBeLessThan(zoomed.start)
  await page.goBack()
  await expect.poll(() => timeOf(page)).toEqual(zoomed)
  await page.goBack()
  await page.waitForURL('**/query?since=1h')
})

test('zooms by keyboard: arrow keys select, Shift extends, Enter zooms, z zooms out', async () => {
  await using opened = await openPage(browser, `${console_.url}/query?since=1h`)
  const { page } = opened
  const slider = page.getByRole('slider', { name: 'Count: time range' })
  await slider.focus()
  await page.keyboard.press('Home')
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowRight')
  expect(await slider.getAttribute('aria-valuenow')).toBe('10')
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Shift+ArrowRight')
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/ to .*, 5 m 00 s$/)
  await page.keyboard.press('Escape')
  expect(await slider.getAttribute('aria-valuetext')).toBe('no selection')
  expect(page.url()).not.toContain('start')
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await expect.poll(() => timeOf(page).minutes).toBe(2)
  await page.locator('body').press('z')
  await expect.poll(() => timeOf(page).minutes).toBe(6)
})

test('filters the list by a selection on the histogram', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces`)
  const { page } = opened
  await page.getByText('50+ traces').waitFor()
  expect(await page.getByRole('link', { name: 'Clear filters' }).count()).toBe(0)
  await drag(page, page.getByRole('slider', { name: /^Traces over time/ }), 0, 0.03)
  await page.waitForURL(/start=/)
  await page.getByText(/^[1-9]\d? traces$/).waitFor()
  // A past range does not change.
  expect(await page.getByRole('button', { name: 'Past' }).isDisabled()).toBe(true)
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await page.waitForURL('**/traces')
})

test('opens the traces of a selected time from the chart of a service', async () => {
  await using opened = await openPage(browser, `${console_.url}/services/web`)
  const { page } = opened
  const slider = page.getByRole('slider', { name: 'Requests of web: time range' })
  await slider.waitFor()
  await drag(page, slider, 0.4, 0.6)
  await page.waitForURL(/\/traces\?service=web&start=.*&end=/)
  expect(timeOf(page).minutes).toBeGreaterThan(5)
  await page.locator('[data-row]').first().waitFor()
})

test('keeps a heatmap selection as a comparison and zooms to its time range', async () => {
  await using opened = await openPage(browser, `${console_.url}/query?since=1h`)
  const { page } = opened
  const map = page.getByRole('img', { name: /^Heatmap/ })
  await map.waitFor()
  await drag(page, map, 0.3, 0.6)
  await page.waitForURL(/boxStart=/)
  const box = new URL(page.url()).searchParams
  await page.getByRole('button', { name: 'Zoom to selection' }).click()
  await expect.poll(() => page.url()).not.toContain('boxStart')
  const { searchParams } = new URL(page.url())
  expect(searchParams.get('start')).toBe(box.get('boxStart'))
  expect(searchParams.get('end')).toBe(box.get('boxEnd'))
})

/** Requests over 50 minutes. */
/** Begins 45 minutes ago, so that the empty part of the hour is always long enough for charts to leave it out. */
async function sendTraffic(): Promise<void> {
  const start = BigInt(Date.now() - 2_700_000) * ms
  const spans = Array.from(
    { length: REQUESTS },
    (_, index): TrafficSpan => ({
      traceId: traceId(index + 1),
      spanId: spanId(index + 1),
      startNano: start + BigInt(index) * 9_000n * ms,
      durationNano: (5n + BigInt((index * 7_919) % 100)) * ms,
      failed: index % 50 === 0,
    }),
  )
  await sendSpans(console_.otlpUrl, 'web', spans)
}
