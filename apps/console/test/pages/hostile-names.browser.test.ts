import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { sendSpans } from '../api/span-traffic.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { openPage } from '../web/opened-page.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

const MARKUP = '<img src=x onerror=window.attacked=1>'
const SCRIPT = '"></script><script>window.attacked=1</script>'

let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
  const startNano = BigInt(Date.now() - 600_000) * 1_000_000n
  const span = (index: number, kind: number, parent = '') => ({
    ...{ traceId: traceId(1), spanId: spanId(index), parentSpanId: parent, kind },
    ...{ name: MARKUP, startNano, durationNano: BigInt(index) * 10_000_000n, failed: index > 1 },
    attributes: { [MARKUP]: SCRIPT, 'http.route': MARKUP },
  })
  await sendSpans(console_.otlpUrl, MARKUP, [span(1, 2), span(2, 3, spanId(1))])
  await sendSpans(console_.otlpUrl, SCRIPT, [span(3, 2, spanId(2))])
}, 120_000)

afterAll(() => started.close())

test('figures stay in the window with a name of 255 characters', async () => {
  const name = 'long-'.repeat(51)
  const startNano = BigInt(Date.now() - 60_000) * 1_000_000n
  await sendSpans(console_.otlpUrl, name, [
    { traceId: traceId(2), spanId: spanId(9), startNano, durationNano: 5_000_000n },
  ])
  await using opened = await openPage(browser, console_.url)
  const { page } = opened
  const service = page.getByRole('link', { name, exact: true })
  await service.waitFor()
  for (const [width, column] of [
    [1_280, 'P95 trend'],
    [400, 'Requests/min'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    const box = await page.getByRole('columnheader', { name: column }).boundingBox()
    expect((box?.x ?? width) + (box?.width ?? 0)).toBeLessThan(width)
  }
  expect(await service.locator('[title]').first().getAttribute('title')).toBe(name)
})

test.each([
  ['the services', '/', MARKUP],
  ['the list of traces', '/traces', MARKUP],
  ['the map', '/map', SCRIPT],
  ['COUNT, split, and the heatmap', `/query?by=${encodeURIComponent('http.route')}`, MARKUP],
  ['COUNT, split by a key', `/query?by=${encodeURIComponent(MARKUP)}`, SCRIPT],
])('names of senders are text on %s', async (_, path, shown) => {
  await using opened = await openPage(browser, `${console_.url}${path}`)
  const { page } = opened
  await page.getByText(shown).first().waitFor({ state: 'attached' })
  expect(await page.locator('img, body script:not([src])').count()).toBe(0)
  expect(await page.evaluate('window.attacked')).toBeUndefined()
})
