import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { checkoutTrace, sendTraces } from '../support/sent-traces.ts'
import { openPage } from '../web/opened-page.ts'
import { violations } from '../web/violations.ts'
import { saveScreenshot } from './screenshots.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  await sendTraces(console_.otlpUrl, [checkoutTrace])
}, 120_000)

afterAll(() => started.close())

test('shows the counters of each receiver and the variables to set', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.getByRole('heading', { name: 'Services' }).waitFor()
  await page.keyboard.press('i')
  await page.waitForURL('**/data')
  const row = page.getByRole('row', { name: /^OTLP/ })
  const port = new URL(console_.otlpUrl).port
  await expect
    .poll(() => row.getByRole('cell').allTextContents())
    .toEqual([port, '3', '3', '0', '0'])
  const variables = page.getByRole('region', { name: 'Variables' })
  await variables.getByText(`OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:${port}`).waitFor()
  await variables.getByText(`AWS_XRAY_DAEMON_ADDRESS=${console_.xrayAddress}`).waitFor()
  await saveScreenshot(page, 'data')
})

test('exports a trace, deletes all data after a confirmation and imports the file again', async () => {
  const { traceId } = checkoutTrace
  await using opened = await openPage(browser, `${console_.url}/traces/${traceId}`)
  const { page } = opened
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export' }).click()
  const download = await downloading
  const file = join(started.dataFolder, download.suggestedFilename())
  await download.saveAs(file)

  await page.goto(`${console_.url}/data`)
  await page.getByRole('button', { name: 'Delete all data…' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Delete all data…' }).click()
  await page.getByRole('button', { name: 'Delete all data', exact: true }).click()
  await page.getByText('All data was deleted.').waitFor()
  expect((await fetch(`${console_.url}/api/v1/traces/${traceId}`)).status).toBe(404)

  await page.getByLabel('File to import').setInputFiles(file)
  await page.getByText('Imported 3 spans and 0 log lines.').waitFor()
  await page.getByRole('link', { name: traceId }).click()
  await expect.poll(() => page.getByRole('treeitem').count()).toBe(3)
})

test('rejects a file that is not OTLP JSON with a message', async () => {
  await using opened = await openPage(browser, `${console_.url}/data`)
  const { page } = opened
  for (const text of ['not json', '{"spans":[]}', '{"resourceSpans":[]}']) {
    const buffer = Buffer.from(text)
    const file = { name: 'file.json', mimeType: 'application/json', buffer }
    await page.getByLabel('File to import').setInputFiles(file)
    await page.getByText('The file is not valid OTLP JSON').waitFor()
    await page.reload()
  }
})

test('requires the change header for an import and accepts one document per line', async () => {
  const document = (digit: string) => ({
    resourceLogs: [
      { scopeLogs: [{ logRecords: [{ timeUnixNano: '1795000000000000000', traceId: digit }] }] },
    ],
  })
  const body = ['c', 'd'].map((digit) => JSON.stringify(document(digit.repeat(32)))).join('\n')
  const send = (headers: Record<string, string>) =>
    fetch(`${console_.url}/api/v1/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...headers },
      body,
    })
  expect((await send({})).status).toBe(400)
  const header = { 'x-cruddur-console': '1' }
  expect((await send({ ...header, origin: 'https://elsewhere.test' })).status).toBe(403)
  expect(await (await send(header)).json()).toEqual({
    traceIds: ['c'.repeat(32), 'd'.repeat(32)],
    ...{ spanCount: 0, logCount: 2, rejectedCount: 0 },
  })
})

test('the page meets WCAG 2.2 AA', async () => {
  await using opened = await openPage(browser, `${console_.url}/data`)
  const { page } = opened
  await page.getByRole('row', { name: /^Rollbar/ }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Delete all data…' }).click()
  expect(await violations(page)).toEqual([])
})
