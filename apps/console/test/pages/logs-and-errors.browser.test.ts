import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ErrorItemList } from '../../src/contract/errors.ts'
import type { Console } from '../../src/start-console.ts'
import { openPage } from '../web/opened-page.ts'
import { expectAccessible } from './expect-accessible.ts'
import { sendHomeRequest } from './home-request.ts'
import { sendItem } from './item-sender.ts'
import { createLogSender, type LogSender, pinoLine } from './log-sender.ts'
import { saveScreenshot } from './screenshots.ts'
import { createSender } from './sender.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

const MINUTE = 60_000
const HOSTILE = '<img src=x onerror=alert(1)>'

let console_: Console
let browser: Browser
let started: ConsoleInBrowser
let home: LogSender
let traceId: string

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  home = await createLogSender(console_.url, 'cruddur', 'home-activities')
  traceId = await sendTraffic()
}, 120_000)

afterAll(async () => {
  home[Symbol.dispose]()
  await started.close()
})

test('finds a line by pattern and links to its trace and back', async () => {
  await using opened = await openPage(browser, `${console_.url}/logs`)
  const { page } = opened
  await page.locator('[data-log-rows] > li').first().waitFor()
  await saveScreenshot(page, 'logs')
  await page.keyboard.press('/')
  await page.keyboard.type('{ $.level >= 50 && $.err.type = "Fetch*" }')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/logs?filter=**')
  await expect.poll(() => page.locator('[data-log-rows] > li').count()).toBe(1)
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.getByText('err.type', { exact: true }).waitFor()
  await page.getByRole('link', { name: `Trace ${traceId}` }).click()
  await page.waitForURL(`**/traces/${traceId}?span=**`)
  await page.getByRole('treeitem').first().waitFor()
  await page.getByRole('link', { name: 'Logs of this trace' }).click()
  await page.waitForURL(`**/logs?trace=${traceId}`)
  await expect.poll(() => page.locator('[data-log-rows] > li').count()).toBe(2)
})

test('follows new lines, pauses and catches up', async () => {
  await using opened = await openPage(browser, `${console_.url}/logs?filter=followed`)
  const { page } = opened
  const send = (msg: string) => home.send({ timeMillis: Date.now(), message: pinoLine(30, msg) })
  await page.getByText('No matching lines').waitFor()
  await send('followed 1')
  await page.locator('[data-log-body]', { hasText: 'followed 1' }).waitFor()
  await page.keyboard.press('p')
  await page.getByRole('button', { name: 'Paused' }).waitFor()
  expect(new URL(page.url()).searchParams.get('live')).toBe('off')
  await send('followed 2')
  await page.keyboard.press('p')
  await page.locator('[data-log-body]', { hasText: 'followed 2' }).waitFor()
  expect(await page.locator('[data-log-rows] > li').count()).toBe(2)
})

test('filters by log group and stream', async () => {
  await using opened = await openPage(browser, `${console_.url}/logs`)
  const { page } = opened
  await page.getByLabel('Log group').selectOption('cruddur')
  await page.getByLabel('Stream').selectOption('home-activities')
  await page.waitForURL('**/logs?group=cruddur&stream=home-activities')
  await page.getByLabel('Level').selectOption('error')
  await page.getByText('user-activities does not respond').first().waitFor()
})

test('shows the occurrences of an item with stack, causes and trace', async () => {
  await using opened = await openPage(browser, `${console_.url}/errors`)
  const { page } = opened
  await page.locator('[data-row]').first().waitFor()
  await saveScreenshot(page, 'errors')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/errors/*')
  await page.getByRole('heading', { name: /caused by.*ECONNREFUSED/ }).waitFor()
  await page.getByText('call0 /app/src/layer-0.ts:12:7').waitFor()
  expect(await page.locator('li:has(> details)').count()).toBe(4)
  await saveScreenshot(page, 'error-item')
  await page
    .getByRole('link', { name: `Trace ${traceId}` })
    .first()
    .click()
  await page.waitForURL(`**/traces/${traceId}?span=**`)
  await page.getByRole('link', { name: 'Show item' }).first().click()
  await page.waitForURL('**/errors/*')
})

test('renders received text as text only', async () => {
  await using opened = await openPage(browser, `${console_.url}/errors?level=warning`)
  const { page } = opened
  await page.getByText(`Error: ${HOSTILE}`).click()
  await page.getByRole('heading', { name: 'Occurrences' }).waitFor()
  await page.goto(`${console_.url}/logs?filter=onerror`)
  await page.locator('[data-log-rows] summary').first().click()
  await page.locator('[data-log-rows] details[open]').getByText(HOSTILE).first().waitFor()
  expect(await page.locator('main img').count()).toBe(0)
})

test('the pages meet WCAG 2.2 AA', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await expectAccessible(page, console_.url, [
    ['logs', '/logs', '[data-log-rows] > li'],
    ['no-line', '/logs?filter=nothing-has-this&service=none', '[data-empty-state]'],
    ['errors', '/errors', '[data-row]'],
    ['no-item', '/errors?service=none', '[data-empty-state]'],
    ['item', `/errors/${await firstFingerprint()}`, 'details[open] h3'],
    ['gone-item', '/errors/gone', '[data-empty-state]'],
  ])
})

async function firstFingerprint(): Promise<string> {
  const response = await fetch(`${console_.url}/api/v1/errors?level=error`)
  const { items } = (await response.json()) as ErrorItemList
  return items[0]?.fingerprint ?? ''
}

/** A failed request with its log lines and items, among other lines. */
async function sendTraffic(): Promise<string> {
  const now = Date.now()
  await using homeSpans = createSender(console_.otlpUrl, 'home-activities')
  await using userSpans = createSender(console_.otlpUrl, 'user-activities')
  const startNano = BigInt(now - MINUTE) * 1_000_000n
  const spans = { home: homeSpans, user: userSpans }
  const context = sendHomeRequest(spans, { startNano, failed: true }).spanContext()
  const ids = { service: 'home-activities', trace_id: context.traceId, span_id: context.spanId }
  await home.send(
    ...Array.from({ length: 20 }, (_, index) => ({
      timeMillis: now - (40 - index) * MINUTE,
      message: pinoLine(30, 'GET /api/activities/home 200', { service: 'home-activities' }),
    })),
    { timeMillis: now - 2 * MINUTE, message: pinoLine(40, HOSTILE, { [HOSTILE]: HOSTILE }) },
    {
      timeMillis: now - MINUTE,
      message: pinoLine(50, 'user-activities does not respond', {
        ...ids,
        err: { type: 'FetchError' },
      }),
    },
    { timeMillis: now - MINUTE, message: pinoLine(40, 'GET /api/activities/home 503', ids) },
  )
  for (const minutesAgo of [50, 20, 10, 1])
    await sendItem(console_.url, {
      timeMillis: now - minutesAgo * MINUTE,
      service: 'home-activities',
      codeVersion: '1.0.0',
      ...(minutesAgo === 1 && context),
      chain: [
        ['FetchError', 'user-activities does not respond'],
        ['Error', 'connect ECONNREFUSED 127.0.0.1:4002'],
      ],
    })
  await sendItem(console_.url, {
    timeMillis: now - 30 * MINUTE,
    level: 'warning',
    chain: [['Error', HOSTILE]],
  })
  await Promise.all([homeSpans.flush(), userSpans.flush()])
  return context.traceId
}
