import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectAccessible } from '../faces/expect-accessible.ts'
import { type FixtureConsole, startFixtureConsole } from '../faces/fixture-console.ts'
import {
  correlatedTrace,
  failedTrace,
  largeTrace,
  spanlessTrace,
  timelineTrace,
} from '../faces/sample-traces.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'
import { layoutViolations, violations } from './violations.ts'

let browser: Browser
const webRoot = inject('builtPage')
let console_: FixtureConsole
const large = largeTrace(200)

beforeAll(async () => {
  browser = await launchBrowser()
  console_ = await startFixtureConsole(
    [timelineTrace, failedTrace, correlatedTrace, spanlessTrace, large],
    webRoot,
  )
}, 60_000)

afterAll(async () => {
  await browser.close()
  await console_[Symbol.asyncDispose]()
})

const PAGES = [
  ['services', '/', '.service-row'],
  ['traces', '/traces', '.trace-row'],
  ['no trace', '/traces?service=none', '.notice'],
  ['a failed trace', `/traces/${failedTrace.traceId}?span=00000000000000b2&q=GET`, '.span-detail'],
  [
    'a trace of four signals',
    `/traces/${correlatedTrace.traceId}?span=00000000000000b1`,
    '.span-detail .signals',
  ],
  ['a focus', `/traces/${timelineTrace.traceId}?focus=00000000000000a3`, '.focus-path'],
  ['a trace without spans', `/traces/${spanlessTrace.traceId}`, '.spanless'],
  ['a large trace', `/traces/${large.traceId}`, '.minimap'],
  ['no page', '/traces/nowhere', '.notice'],
] as const

// About twenty pages, each checked completely.
const pagesMillis = 120_000

test.each([1280, 400])(
  'every page meets WCAG 2.2 AA at %d pixels',
  { timeout: pagesMillis },
  async (width) => {
    await using opened = await openPage(browser, console_.url, { width })
    const { page } = opened
    await expectAccessible(page, console_.url, PAGES)
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    const check = width < 1_280 ? layoutViolations : violations
    expect(await check(page), 'the help sheet').toEqual([])
  },
)
