import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectAccessible } from '../pages/expect-accessible.ts'
import { type FixtureConsole, startFixtureConsole } from '../pages/fixture-console.ts'
import {
  correlatedTrace,
  failedTrace,
  largeTrace,
  timelineTrace,
  traceWithoutSpans,
} from '../pages/sample-traces.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'
import { violations } from './violations.ts'

let browser: Browser
const webRoot = inject('builtPage')
let console_: FixtureConsole
const large = largeTrace(200)

beforeAll(async () => {
  browser = await launchBrowser()
  console_ = await startFixtureConsole(
    [timelineTrace, failedTrace, correlatedTrace, traceWithoutSpans, large],
    webRoot,
  )
}, 60_000)

afterAll(async () => {
  await browser.close()
  await console_[Symbol.asyncDispose]()
})

const PAGES = [
  ['services', '/', '[data-row]'],
  ['traces', '/traces', '[data-row]'],
  ['no trace', '/traces?service=none', '[data-empty-state]'],
  ['a failed trace', `/traces/${failedTrace.traceId}?span=00000000000000b2&q=GET`, 'aside'],
  [
    'a trace with segments, logs and errors',
    `/traces/${correlatedTrace.traceId}?span=00000000000000b1`,
    'aside ul',
  ],
  ['a focus', `/traces/${timelineTrace.traceId}?focus=00000000000000a3`, 'nav[aria-label=Focus]'],
  ['a trace without spans', `/traces/${traceWithoutSpans.traceId}`, 'main details'],
  ['a large trace', `/traces/${large.traceId}`, 'main canvas'],
  ['no page', '/traces/nowhere', '[data-empty-state]'],
] as const

// About twenty pages, each checked completely.
const pagesMillis = 120_000

test('every page meets WCAG 2.2 AA', { timeout: pagesMillis }, async () => {
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  await expectAccessible(page, console_.url, PAGES)
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  expect(await violations(page), 'the help sheet').toEqual([])
})
