import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendSpans } from '../api/span-traffic.ts'
import {
  type LedgerService,
  ledgerDocument,
  startLedgerService,
} from '../support/ledger-service.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { openPage } from '../web/opened-page.ts'
import { violations } from '../web/violations.ts'
import { saveScreenshot } from './screenshots.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

let console_: Console
let browser: Browser
let started: ConsoleInBrowser
let home: LedgerService
let user: LedgerService

beforeAll(async () => {
  home = await startLedger('home-activities', {
    accepted: 30,
    sent: 22,
    dropped: { queue_full: 8 },
  })
  user = await startLedger('user-activities', { accepted: 30, sent: 30 })
  const services = new Map([
    ['home-activities', home.url],
    ['user-activities', user.url],
    ['mail', 'http://127.0.0.1:9'],
  ])
  started = await startInBrowser({ services })
  ;({ console_, browser } = started)
  const startNano = BigInt(Date.now() - 60_000) * 1_000_000n
  const spans = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ traceId: traceId(from + index), spanId: spanId(from + index) },
      ...{ startNano, durationNano: 5_000_000n },
    }))
  await sendSpans(console_.otlpUrl, 'home-activities', spans(1, 22))
  await sendSpans(console_.otlpUrl, 'user-activities', spans(101, 27))
  await sendSpans(console_.otlpUrl, 'third-party', spans(201, 2))
  const sampled = spans(301, 3).map((span) => ({ ...span, attributes: { SampleRate: 600 } }))
  await sendSpans(console_.otlpUrl, 'sampled', sampled)
}, 120_000)

afterAll(async () => {
  await home[Symbol.asyncDispose]()
  await user[Symbol.asyncDispose]()
  await started.close()
})

test('warns about dropped telemetry in the row of a service', async () => {
  await using opened = await openPage(browser, console_.url)
  const row = (name: string) => opened.page.getByRole('row', { name: new RegExp(`^${name}`) })
  await row('home-activities').getByText('dropped 8 spans').waitFor()
  await row('user-activities').getByText('nothing dropped', { exact: true }).waitFor()
  await row('third-party').getByText('unknown').waitFor()
  await row('mail').getByText('not reachable').waitFor()
})

test('marks the figures of sampled spans as estimates', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.getByRole('row', { name: /^sampled ≈[\d,]+ ≈0% / }).waitFor()
  await page.getByText('≈ Estimated: spans are sampled.').waitFor()
  await page.goto(`${console_.url}/query?service=sampled`)
  await page.getByRole('img', { name: /^Heatmap of ≈1,800 spans/ }).waitFor()
  await page.getByText('≈ Estimated: spans are sampled.').waitFor()
})

test('shows the delivery counters of a service', async () => {
  await using opened = await openPage(browser, `${console_.url}/services/home-activities`)
  const { page } = opened
  const figures = page.getByRole('region', { name: 'Delivery counters of home-activities' })
  await figures.getByRole('row', { name: /Spans 30 22 0 8 queue_full 22/ }).waitFor()
  await page.goto(`${console_.url}/services/user-activities`)
  await page.getByText(/^Nothing dropped; sent elsewhere: 3 spans/).waitFor()
  await page.goto(`${console_.url}/services/mail`)
  await page.getByText('Not reachable at http://127.0.0.1:9').waitFor()
})

test('the page of a service meets WCAG 2.2 AA', async () => {
  await using opened = await openPage(browser, `${console_.url}/services/home-activities`)
  const { page } = opened
  await page.getByRole('region', { name: 'Delivery counters of home-activities' }).waitFor()
  expect(await violations(page)).toEqual([])
  await saveScreenshot(page, 'service')
})

function startLedger(name: string, spans: object): Promise<LedgerService> {
  return startLedgerService((_request, response) =>
    response.end(JSON.stringify(ledgerDocument(name, { spans }))),
  )
}
