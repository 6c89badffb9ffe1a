import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendMetrics, sendShopMetrics } from '../api/metric-traffic.ts'
import { sendSpans } from '../api/span-traffic.ts'
import { nano } from '../support/metric-process.ts'
import { openPage } from '../web/opened-page.ts'
import { layoutViolations, violations } from '../web/violations.ts'
import { savePictures } from './screenshots.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

let console_: Console
let browser: Browser
let started: ConsoleInBrowser
const traceId = 'a'.repeat(32)
const duration = 'http.server.request.duration'

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  await sendShopMetrics(console_.otlpUrl, 'shop', {
    ...{ minutes: 55, routes: 14, exemplarTraceId: traceId },
  })
  const level = { timeUnixNano: nano(Date.now() - 30_000), asDouble: -4 }
  await sendMetrics(console_.otlpUrl, 'warehouse', [
    { name: 'hall.temperature', unit: 'Cel', gauge: { dataPoints: [level] } },
    { name: 'app.orders', unit: 'kBy', gauge: { dataPoints: [level] } },
  ])
  const startNano = BigInt(Date.now() - 60_000) * 1_000_000n
  await sendSpans(console_.otlpUrl, 'shop', [
    { traceId, spanId: 'e'.repeat(16), startNano, durationNano: 900_000_000n },
  ])
}, 120_000)
afterAll(() => started.close())

const rows = (page: Page) => page.getByRole('region', { name: 'Metrics' }).getByRole('row')

test('lists metrics by service, type and unit, and searches their names and descriptions', async () => {
  await using opened = await openPage(browser, `${console_.url}/metrics`)
  const { page } = opened
  await page.getByRole('status').getByText('7 metrics').waitFor()
  await page.getByLabel('Type').selectOption('gauge')
  await page.waitForURL('**/metrics?type=gauge')
  await page.getByRole('status').getByText('3 metrics').waitFor()
  await page.getByRole('combobox', { name: 'Service' }).selectOption('warehouse')
  await page.getByLabel('Unit').selectOption('Cel')
  await page.getByRole('status').getByText('1 metric', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await page.getByLabel('Search').fill('http server REQUESTS')
  await page.getByLabel('Search').press('Enter')
  await rows(page).getByRole('link', { name: duration }).waitFor()
  expect(await rows(page).count()).toBe(2)
  await page.getByLabel('Search').fill('nothing like it')
  await page.getByLabel('Search').press('Enter')
  await page.getByRole('heading', { name: 'No matching metrics' }).waitFor()
})

test('shows percentiles, rate and heatmap of a histogram; a point opens the trace', async () => {
  await using opened = await openPage(browser, `${console_.url}/metrics?service=shop`)
  const { page } = opened
  await rows(page).getByRole('link', { name: duration }).click()
  await page.waitForURL(`**/metrics/${duration}?service=shop`)
  await page.getByRole('img', { name: /^Percentiles from / }).waitFor()
  await page.getByRole('img', { name: /^Measurements per second from / }).waitFor()
  await page
    .getByRole('img', { name: /^Heatmap of [\d,]+ measurements by time and value/ })
    .waitFor()
  await page
    .getByRole('region', { name: 'Exemplar table' })
    .getByRole('row', { name: /^900 ms/ })
    .waitFor()
  expect(await violations(page)).toEqual([])
  expect(await layoutViolations(page)).toEqual([])
  await savePictures(page, 'metric-histogram')
  const point = page.getByRole('region', { name: 'Heatmap', exact: true }).locator('a')
  expect(await point.count()).toBe(1)
  await point.click()
  await page.waitForURL(`**/traces/${traceId}?span=${'e'.repeat(16)}`)
  await page.getByRole('treeitem').first().waitFor()
})

test('groups by an attribute, folds the others and filters by a row', async () => {
  await using opened = await openPage(browser, `${console_.url}/metrics/${duration}`)
  const { page } = opened
  await page.getByLabel('Group by').fill('http.route')
  await page.keyboard.press('Enter')
  await page.waitForURL(/by=http.route/)
  const values = page.getByRole('region', { name: 'Values' })
  await values.getByRole('rowheader', { name: '4 others' }).waitFor()
  await page.getByRole('img', { name: /^P95 from / }).waitFor()
  await page.getByRole('combobox', { name: 'Measure' }).selectOption('rate')
  await page.getByRole('heading', { name: 'Measurements per second' }).waitFor()
  expect(await violations(page)).toEqual([])
  await savePictures(page, 'metric-groups')
  await values.getByRole('button', { name: 'Not /api/route-1', exact: true }).click()
  await page.waitForURL(/where=/)
  await values.getByRole('rowheader', { name: '3 others' }).waitFor()
  expect(await values.getByRole('rowheader', { name: '/api/route-1', exact: true }).count()).toBe(0)
})

test('reads counters, gauges, up-down counters and summaries by their type', async () => {
  await using opened = await openPage(browser, `${console_.url}/metrics`)
  const { page } = opened
  for (const [name, chart, row] of [
    ['app.orders?type=counter', 'Rate', /^All 1.65 k 0.5\/s/],
    ['http.server.active_requests', 'Value', /^All [\d.]+ 3[\d.]* [67]/],
    ['v8js.memory.heap.used', 'Mean', /^All [\d.]+ MiB 4[\d.]+ MiB 5[\d.]+ MiB/],
    ['hall.temperature', 'Mean', /^All -4 Cel -4 Cel -4 Cel/],
    ['legacy.wait', 'Quantiles', /^All 550 4 ms 0.167\/s/],
  ] as const) {
    await page.goto(`${console_.url}/metrics/${name}`)
    await page.getByRole('img', { name: new RegExp(`^${chart} from `) }).waitFor()
    await page.getByRole('region', { name: 'Values' }).getByRole('row', { name: row }).waitFor()
  }
  await page.goto(`${console_.url}/metrics/app.orders`)
  await page.getByText('Not included: warehouse as gauge in kBy.').waitFor()
})

test('zooms by keyboard, and a fixed range has no data points outside of it', async () => {
  await using opened = await openPage(browser, `${console_.url}/metrics/app.orders?type=counter`)
  const { page } = opened
  const slider = page.getByRole('slider', { name: 'Rate: time range' })
  await slider.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Enter')
  await page.waitForURL(/start=.*end=/)
  await page.getByRole('heading', { name: 'No data points' }).waitFor()
  await page.getByRole('link', { name: 'Show the last 7 days' }).click()
  await page.getByRole('img', { name: /^Rate from / }).waitFor()
})

test('explains an invalid filter, and keeps the values when the console is unreachable', async () => {
  await using opened = await openPage(
    browser,
    `${console_.url}/metrics/${duration}?where=http.route+%3E`,
  )
  const { page } = opened
  await page
    .getByText(/expected a value at position 13/)
    .first()
    .waitFor()
  await page.getByLabel('Where').fill('')
  await page.getByLabel('Where').press('Enter')
  await page.getByRole('img', { name: /^Percentiles from / }).waitFor()
  await page.route('**/api/v1/**', (route) => route.abort())
  await page.getByText('Disconnected. Reconnecting…').waitFor()
})

test('a service leads to its metrics', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.getByRole('link', { name: 'Metrics of shop' }).click()
  await page.waitForURL('**/metrics?service=shop')
  await page.getByRole('status').getByText('5 metrics').waitFor()
  await page.goto(`${console_.url}/services/shop`)
  await page
    .getByRole('navigation', { name: 'Data of the service' })
    .getByRole('link', { name: 'Metrics' })
    .click()
  await page.waitForURL('**/metrics?service=shop&since=1h')
})

test('the list meets WCAG 2.2 AA at every width', async () => {
  await using opened = await openPage(browser, `${console_.url}/metrics`)
  const { page } = opened
  await rows(page).nth(1).waitFor()
  expect(await violations(page)).toEqual([])
  expect(await layoutViolations(page)).toEqual([])
  await savePictures(page, 'metrics')
})
