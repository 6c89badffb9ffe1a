import { rm } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { storeFolder } from '../support/temp-store.ts'
import { launchBrowser } from '../web/browser.ts'
import { openPage } from '../web/opened-page.ts'
import { type Senders, sendHomeRequest } from './home-request.ts'
import { saveScreenshot } from './screenshots.ts'
import { createSender } from './sender.ts'

const SECOND = 1_000_000_000n
const LARGE_SPANS = 10_000

let console_: Console
let browser: Browser
let senders: Senders
let dataFolder: string
let ids: { slow: string; failed: string; large: string }

beforeAll(async () => {
  dataFolder = await storeFolder()
  const config = readConfig({
    CONSOLE_PORT: '0',
    CONSOLE_OTLP_PORT: '0',
    CONSOLE_XRAY_PORT: '0',
    CONSOLE_DATA_DIR: dataFolder,
  })
  console_ = await startConsole(config, { webFolder: inject('builtPage') })
  browser = await launchBrowser()
  senders = {
    home: createSender(console_.otlpUrl, 'home-activities'),
    user: createSender(console_.otlpUrl, 'user-activities'),
  }
  ids = await sendTraffic(senders)
}, 120_000)

afterAll(async () => {
  await browser.close()
  for (const sender of Object.values(senders)) await sender[Symbol.asyncDispose]()
  await console_.close()
  await rm(dataFolder, { recursive: true })
})

const traces = (...args: string[]) => runTraces(args, { CONSOLE_URL: console_.url })

test('lists received traces in the terminal, newest first, and shows a waterfall', async () => {
  const list = await traces('--service', 'home-activities', '--limit', '3')
  const lines = list.stdout.trim().split('\n')
  expect(lines).toHaveLength(4)
  expect(lines[1]).toContain(ids.slow)
  const { stdout } = await traces(ids.slow.slice(0, 12))
  expect(stdout).toContain('8 spans · 2 services · no errors')
  expect(stdout).toMatch(/user-activities .*│ {3}└ List activities/)
  expect(stdout.match(/pg\.query:SELECT cruddur/g)).toHaveLength(2)
})

test('filters in the terminal by errors, duration, time and operation', async () => {
  const idsOf = async (...args: string[]) => {
    const { stdout } = await traces(...args, '--limit', '100', '--json')
    return JSON.parse(stdout).traces.map(({ traceId }: { traceId: string }) => traceId)
  }
  expect(await idsOf('--errors')).toEqual([ids.failed])
  expect(await idsOf('--min-duration', '200ms', '--service', 'home-activities')).toEqual([ids.slow])
  expect(await idsOf('--operation', 'span 7421', '--service', 'batch')).toEqual([ids.large])
  expect(await idsOf('--since', '1ms')).toEqual([])
})

test('reports unknown traces and services in the terminal', async () => {
  expect((await traces(`${'0'.repeat(31)}1`)).stderr).toMatch(/^traces: .*0{31}1/)
  expect((await traces('--service', 'absent')).stderr).toMatch(
    /^traces: Unknown service absent\. Known: .*home-activities/,
  )
})

test('navigates from a service to the cause of a failed request', async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await page.getByRole('link', { name: 'home-activities', exact: true }).click()
  await page.getByRole('main').getByRole('link', { name: 'Traces' }).click()
  await page.getByLabel('Status').selectOption('error')
  await page.waitForURL(/status=error/)
  await expect.poll(() => page.locator('[data-row]').count()).toBe(1)
  await page.locator('[data-row]').click()
  await page.waitForURL(`**/traces/${ids.failed}`)
  await page.getByRole('treeitem').first().waitFor()
  await page.keyboard.press('e')
  await page.keyboard.press('e')
  await page.getByRole('complementary').getByText('connect ECONNREFUSED').first().waitFor()
  await page.getByText('exception.stacktrace').waitFor()
})

test('adds a new request after a key press without moving rows', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces?service=home-activities`)
  const { page } = opened
  await page.locator('[data-row]').first().waitFor()
  await saveScreenshot(page, 'traces-list')
  const root = sendHomeRequest(senders, { startNano: now() - SECOND })
  await Promise.all([senders.home.flush(), senders.user.flush()])
  await page.getByRole('button', { name: 'Show 1 new' }).waitFor()
  await page.keyboard.press('r')
  await page.locator(`[data-row][href="/traces/${root.spanContext().traceId}"]`).waitFor()
})

test('shows a trace across both services with exact nanoseconds', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await using opened = await openPage(browser, `${console_.url}/traces/${ids.slow}?q=select`, {
      colorScheme,
    })
    const { page } = opened
    await page
      .getByRole('treeitem', { name: /^pg\.query/ })
      .first()
      .click()
    await page.getByText('101,500,000 ns', { exact: true }).waitFor()
    await page.keyboard.press('c')
    await page.locator('[data-part=critical]').first().waitFor({ state: 'attached' })
    expect(await page.getByRole('treeitem').count()).toBe(8)
    await saveScreenshot(page, `one-trace-${colorScheme}`)
  }
})

test('navigates 10,000 received spans by keyboard', async () => {
  await using opened = await openPage(browser, `${console_.url}/traces/${ids.large}`)
  const { page } = opened
  await page.getByRole('treeitem').first().waitFor()
  await page.keyboard.press('End')
  await page.getByRole('treeitem', { name: new RegExp(`^span ${LARGE_SPANS - 1} `) }).waitFor()
})

/** Forty requests over two minutes: one failed, one slow, and a batch job with many spans. */
async function sendTraffic({ home, user }: Senders): Promise<typeof ids> {
  const start = now() - 120n * SECOND
  await using batch = createSender(console_.otlpUrl, 'batch')
  const job = batch.send({ name: 'nightly job', startNano: start, durationNano: 20_000_000n })
  for (let index = 1; index < LARGE_SPANS; index += 1)
    batch.send({
      name: `span ${index}`,
      parent: job,
      startNano: start + BigInt(index) * 1_000n,
      durationNano: 900n,
    })
  for (let index = 1; index <= 40; index += 1)
    sendHomeRequest(
      { home, user },
      { startNano: start + BigInt(index) * 2n * SECOND, percent: 60 + ((index * 37) % 190) },
    )
  const failed = sendHomeRequest({ home, user }, { startNano: start + 90n * SECOND, failed: true })
  const slow = sendHomeRequest({ home, user }, { startNano: start + 100n * SECOND, percent: 700 })
  await Promise.all([home.flush(), user.flush(), batch.flush()])
  return {
    slow: slow.spanContext().traceId,
    failed: failed.spanContext().traceId,
    large: job.spanContext().traceId,
  }
}

function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n
}
