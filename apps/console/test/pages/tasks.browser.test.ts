import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendSpans, type TrafficSpan } from '../api/span-traffic.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { openPage } from '../web/opened-page.ts'
import { sendItem } from './item-sender.ts'
import { createLogSender, pinoLine } from './log-sender.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

const minutes = 30
const slowMinutes = 8
const perMinute = 12
const failed = traceId(9_000)
const millis = (count: number) => BigInt(Math.round(count * 1e6))
let started: ConsoleInBrowser
let console_: Console
let browser: Browser
/** Clicks and choices since the page was opened. */
let clicks = 0

const minuteAgo = (minute: number) => BigInt(Date.now() - minute * 60_000) * 1_000_000n

/** Requests of half an hour, which are slow without the cache since eight minutes ago. */
function requests(): TrafficSpan[] {
  return Array.from({ length: minutes * perMinute }, (_none, index) => {
    const minute = Math.floor(index / perMinute) + 1
    const isSlow = minute <= slowMinutes
    return {
      ...{ traceId: traceId(index + 1), spanId: spanId(index + 1), name: 'GET /orders' },
      startNano: minuteAgo(minute) + millis((index % perMinute) * 4_000),
      durationNano: millis((isSlow ? 180 : 12) + (index % 5)),
      attributes: { cache: isSlow ? 'off' : 'on', 'http.route': '/orders' },
    }
  })
}

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  await sendSpans(console_.otlpUrl, 'orders', requests())
  const startNano = minuteAgo(2)
  await sendSpans(console_.otlpUrl, 'orders', [
    {
      ...{ traceId: failed, spanId: spanId(9_001), name: 'POST /orders', startNano },
      ...{ durationNano: millis(900), failed: true },
    },
    {
      ...{
        traceId: failed,
        spanId: spanId(9_002),
        parentSpanId: spanId(9_001),
        name: 'INSERT',
        kind: 3,
      },
      ...{ startNano: startNano + millis(5), durationNano: millis(880), failed: true },
      attributes: {
        'db.system.name': 'postgresql',
        'db.query.text': 'INSERT INTO orders (id, total) VALUES ($1, $2)',
      },
    },
  ])
  const timeMillis = Number(startNano / 1_000_000n)
  const ofTrace = { traceId: failed, spanId: spanId(9_001) }
  await sendItem(console_.url, {
    ...{ timeMillis, service: 'orders', ...ofTrace },
    chain: [['DatabaseError', 'duplicate key']],
  })
  using logs = await createLogSender(console_.url, 'app', 'orders/1')
  const line = pinoLine(50, 'cannot store the order', { trace_id: failed, span_id: spanId(9_001) })
  await logs.send({ timeMillis, message: line })
}, 120_000)
afterAll(() => started.close())

async function click(target: Locator): Promise<void> {
  clicks += 1
  await target.click()
}

async function open() {
  clicks = 0
  return await openPage(browser, console_.url)
}

test('the slow service and the start of its slowness: 1 click', async () => {
  await using opened = await open()
  const { page } = opened
  const row = page.getByRole('row', {
    name: /^orders Slower since [\d:]+ P95 1\d(\.\d)? ms → 18\d(\.\d)? ms/,
  })
  await click(row.getByRole('link', { name: 'orders', exact: true }))
  await page.getByText(/^Slower since [\d:]+: P95 1\d(\.\d)? ms → 18\d(\.\d)? ms$/).waitFor()
  expect(clicks).toBe(1)
  const href = await page.getByRole('link', { name: 'Slowest traces' }).getAttribute('href')
  const since = Date.parse(new URL(href ?? '', console_.url).searchParams.get('start') ?? '')
  expect((Date.now() - since) / 60_000).toBeGreaterThan(slowMinutes - 2)
  expect((Date.now() - since) / 60_000).toBeLessThan(slowMinutes + 3)
})

test('the slowest request in five minutes, and where it took its time: 3 clicks', async () => {
  await using opened = await open()
  const { page } = opened
  clicks += 1
  await page.getByRole('combobox', { name: 'Time' }).selectOption({ label: 'Last 5 minutes' })
  const panel = page.getByRole('heading', { name: 'Slowest requests' }).locator('..')
  await click(panel.getByRole('link', { name: 'POST /orders' }).first())
  await click(page.getByRole('button', { name: 'Critical path' }))
  await page.getByRole('treeitem', { name: /INSERT/ }).waitFor()
  expect(clicks).toBe(3)
  expect(page.url()).toContain(failed)
})

test('a failed request, its item, its log line and its SQL: 3 clicks', async () => {
  await using opened = await open()
  const { page } = opened
  await click(page.getByRole('link', { name: 'DatabaseError: duplicate key' }))
  await page.getByText('/app/src/layer-0.ts').first().waitFor()
  await click(page.getByRole('main').getByText('trace', { exact: true }).first())
  const detail = page.getByRole('complementary', { name: 'Selected span' })
  await detail.getByText('Rollbar occurrences (1)').waitFor()
  await detail.getByText('Log lines (1)').waitFor()
  await click(page.getByRole('treeitem', { name: /INSERT/ }))
  await detail.getByText('INSERT INTO orders (id, total) VALUES ($1, $2)').first().waitFor()
  expect(clicks).toBe(3)
})

test('the difference of the slow requests: 2 clicks', async () => {
  await using opened = await open()
  const { page } = opened
  await click(page.getByRole('link', { name: 'Query', exact: true }))
  await click(page.getByRole('button', { name: /Explain the slowest/ }))
  await page.getByText('cache', { exact: true }).first().waitFor()
  expect(clicks).toBe(2)
})
