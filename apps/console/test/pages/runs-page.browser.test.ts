import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendRun } from '../api/run-traffic.ts'
import { sendLine } from '../api/signals-without-spans.ts'
import { openPage } from '../web/opened-page.ts'
import { expectAccessible } from './expect-accessible.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

const earlier = 'aaaaaaaa-0000-4000-8000-000000000001'
const runWithoutSpans = 'cccccccc-0000-4000-8000-000000000003'
const later = 'bbbbbbbb-0000-4000-8000-000000000002'

let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  const startNano = BigInt(Date.now() - 3_000_000) * 1_000_000n
  await sendRun(console_, { instanceId: earlier, version: '1.0.0', startNano, first: 1, failed: 0 })
  await sendRun(console_, {
    ...{ instanceId: later, version: '1.1.0', first: 101, failed: 4 },
    startNano: startNano + 1_500_000_000_000n,
  })
  await sendLine(console_.otlpUrl, 'lines-only', {
    ...{
      traceId: 'e'.repeat(32),
      run: runWithoutSpans,
      timeNano: startNano,
      body: 'spans are off',
    },
  })
}, 120_000)

afterAll(() => started.close())

test('lists the runs of a service with links to their data', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page
    .getByRole('row', { name: /^shop/ })
    .getByRole('link', { name: /Runs of shop/ })
    .click()
  await page.getByRole('row', { name: /shop bbbbbbbb/ }).waitFor()
  await page.keyboard.press('s')
  await page.locator('[data-row]').first().waitFor()
  await page.keyboard.press('u')
  await page.getByRole('row', { name: /shop bbbbbbbb 1\.1\.0 .* 10 4 \(40%\)/ }).waitFor()
  await page.getByRole('link', { name: 'Traces of run aaaaaaaa' }).click()
  await page.getByText('10 traces').waitFor()
  await page.getByText('Run aaaaaaaa of shop, started').waitFor()
  const address = page.url()
  await page.getByRole('link', { name: 'All runs' }).click()
  await page.getByText('20 traces').waitFor()
  await page.goto(address)
  await page.getByText('10 traces').waitFor()
})

test('lists a run without spans with its other signals', async () => {
  await using opened = await openPage(browser, `${console_.url}/runs`)
  const { page } = opened
  const row = page.getByRole('row', {
    name: /^lines-only cccccccc .* no spans 0 Traces of run cccccccc 0 1 Logs of run cccccccc 0 /,
  })
  await row.waitFor()
  expect(await row.getByRole('link').allTextContents()).toEqual([
    '0 Traces of run cccccccc',
    '1 Logs of run cccccccc',
  ])
  await row.getByRole('link', { name: 'Traces of run cccccccc' }).click()
  await page.getByText('Run cccccccc of lines-only, started').waitFor()
  await page.locator('[data-row]', { hasText: 'spans are off' }).waitFor()
})

test('shows an empty state for a service without runs', async () => {
  await using opened = await openPage(browser, `${console_.url}/runs?service=absent`)
  const { page } = opened
  await page.getByRole('heading', { name: 'No matching runs' }).waitFor()
  await page.getByRole('link', { name: 'show all runs' }).click()
  await page.getByRole('row', { name: /shop bbbbbbbb/ }).waitFor()
})

test('limits logs, errors and query to the run', async () => {
  await using opened = await openPage(browser, `${console_.url}/runs`)
  const { page } = opened
  await page.getByRole('link', { name: 'Logs of run bbbbbbbb' }).click()
  await page.getByText(`line of ${later}`).waitFor()
  expect(await page.getByText(`line of ${earlier}`).count()).toBe(0)
  await page.goBack()
  await page.getByRole('link', { name: 'Errors of run bbbbbbbb' }).click()
  await page.getByText(`failure of ${later}`).waitFor()
  await page.goBack()
  await page.getByRole('link', { name: 'Query of run bbbbbbbb' }).click()
  await page.getByRole('img', { name: /^Heatmap of 10 spans/ }).waitFor()
})

test('runs meet WCAG 2.2 AA', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await expectAccessible(page, console_.url, [
    ['runs', '/runs', 'table'],
    ['query-of-run', `/query?run=${later}&since=2h`, 'figure a'],
    ['traces-of-run', `/traces?run=${later}`, '[data-row]'],
  ])
})
