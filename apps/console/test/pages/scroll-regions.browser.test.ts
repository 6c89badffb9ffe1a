import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendRun } from '../api/run-traffic.ts'
import { sendSpans } from '../api/span-traffic.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { openPage } from '../web/opened-page.ts'
import { violations } from '../web/violations.ts'
import { saveScreenshot } from './screenshots.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

const [earlier, later] = ['a', 'b'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-0000000000a1`)
const edgePixels = 16

let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  const startNano = BigInt(Date.now() - 3_000_000) * 1_000_000n
  const run = { version: '1.0.0', failed: 2 }
  await sendRun(console_, { ...run, instanceId: earlier ?? '', startNano, first: 1 })
  const laterNano = startNano + 1_500_000_000_000n
  await sendRun(console_, { ...run, instanceId: later ?? '', startNano: laterNano, first: 101 })
  // The service called by the last request of the shop.
  const called = { traceId: traceId(110), parentSpanId: spanId(160), spanId: spanId(900) }
  await sendSpans(console_.otlpUrl, 'warehouse-with-a-long-name', [
    { ...called, startNano: laterNano + 540_000_000_000n, durationNano: 1_000_000n },
  ])
}, 120_000)

afterAll(() => started.close())

type Edge = 'left' | 'right'

/** Whether an edge shows its shadow. */
async function hints(page: Page, region: Locator, edge: Edge): Promise<boolean> {
  const box = await region.boundingBox()
  if (box === null) throw new Error('The region is not shown')
  const x = edge === 'left' ? box.x : box.x + box.width - edgePixels
  const clip = { ...box, x, width: edgePixels }
  const draw = async (backgroundImage: string) => {
    await region.evaluate((element: { style: { backgroundImage: string } }, image) => {
      element.style.backgroundImage = image
    }, backgroundImage)
    return (await page.screenshot({ clip })).toString('base64')
  }
  const bare = await draw('none')
  return (await draw('')) !== bare
}

const scrollTo = (region: Locator, share: number) =>
  region.evaluate(
    (element: { scrollLeft: number; scrollWidth: number; clientWidth: number }, part) => {
      element.scrollLeft = part * (element.scrollWidth - element.clientWidth)
    },
    share,
  )

test.each([
  ['light', 'no-preference'],
  ['dark', 'reduce'],
] as const)(
  'shows a shadow at an edge with more content, in %s, motion %s',
  async (scheme, motion) => {
    await using opened = await openPage(browser, `${console_.url}/runs`, {
      ...{ width: 400, colorScheme: scheme },
    })
    const { page } = opened
    await page.emulateMedia({ reducedMotion: motion })
    const region = page.getByRole('region', { name: 'Runs' })
    await region.getByRole('row').nth(1).waitFor()
    const seen = async () => [await hints(page, region, 'left'), await hints(page, region, 'right')]
    await saveScreenshot(page, `more-beyond-${scheme}`)
    expect(await seen()).toEqual([false, true])
    await scrollTo(region, 0.5)
    expect(await seen()).toEqual([true, true])
    await scrollTo(region, 1)
    expect(await seen()).toEqual([true, false])
    await page.setViewportSize({ width: 1_600, height: 800 })
    expect(await seen()).toEqual([false, false])
    await page.setViewportSize({ width: 400, height: 800 })
    expect(await violations(page)).toEqual([])
  },
)

test.each([
  ['/runs', 'Runs'],
  [`/compare?run=${later}`, 'Operations'],
  ['/query?since=2h&by=name', 'Values'],
  ['/map?since=1d', 'Map'],
  ['/map?since=1d', 'Calls'],
  ['/data', 'Receivers'],
  ['/data', 'Variables'],
])('on %s the keyboard scrolls %s', async (path, name) => {
  await using opened = await openPage(browser, console_.url + path, { width: 320 })
  const { page } = opened
  const region = page.getByRole('region', { name, exact: true })
  await region.waitFor()
  const isThere = () =>
    page.evaluate<boolean>(`document.activeElement.getAttribute('aria-label') === '${name}'`)
  for (let presses = 0; presses < 80 && !(await isThere()); presses += 1)
    await page.keyboard.press('Tab')
  expect(await isThere(), 'Tab leads to it').toBe(true)
  await page.keyboard.press('ArrowRight')
  await expect
    .poll(() => region.evaluate((element: { scrollLeft: number }) => element.scrollLeft))
    .toBeGreaterThan(0)
})
