import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type FixtureConsole, startFixtureConsole } from '../pages/fixture-console.ts'
import { buildTrace, correlatedTrace, timelineTrace } from '../pages/sample-traces.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'

let browser: Browser
let console_: FixtureConsole
const deep = buildTrace(
  'de'.repeat(16),
  Array.from({ length: 60 }, (_none, depth) => ({
    ...{ id: `${depth + 1}`, name: `level ${depth}`, service: 'shop', depth },
    ...{ start: depth, duration: 200 - depth, ...(depth > 0 && { parent: `${depth}` }) },
  })),
)
const skewed = buildTrace('5e'.repeat(16), [
  { id: '1', name: 'call', service: 'shop', depth: 0, start: 1_000, duration: 500 },
  { id: '2', parent: '1', name: 'reply', service: 'cart', depth: 1, start: 400, duration: 300 },
])

beforeAll(async () => {
  browser = await launchBrowser()
  console_ = await startFixtureConsole(
    [timelineTrace, correlatedTrace, deep, skewed],
    inject('builtPage'),
  )
}, 60_000)

afterAll(async () => {
  await browser.close()
  await console_[Symbol.asyncDispose]()
})

const open = (path: string, view = {}) => openPage(browser, `${console_.url}/traces/${path}`, view)

test.each([1_280, 400])('shows the name of a span at any depth at %d pixels', async (width) => {
  await using opened = await open(`${deep.traceId}?span=${'60'.padStart(16, '0')}`, { width })
  const { page } = opened
  await page.getByRole('treeitem', { name: /level 59/ }).waitFor()
  for (const label of await page.locator('[data-part=label]').all())
    expect((await label.boundingBox())?.width ?? 0).toBeGreaterThan(30)
})

test('zooms into a time by dragging on the axis and with +, and resets it', async () => {
  await using opened = await open(timelineTrace.traceId)
  const { page } = opened
  const axis = page.getByTitle('Drag to zoom')
  const box = await axis.boundingBox()
  if (box === null) throw new Error('The axis is not shown')
  const before = await axis.textContent()
  await page.mouse.move(box.x + box.width * 0.4, box.y + 5)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, box.y + 5, { steps: 4 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'Reset zoom' }).waitFor()
  expect(await axis.textContent()).not.toBe(before)
  await page.keyboard.press('-')
  await expect.poll(() => axis.textContent()).toBe(before)
  await page.keyboard.press('End')
  await page.keyboard.press('+')
  await page.getByRole('button', { name: 'Reset zoom' }).click()
  await expect.poll(() => axis.textContent()).toBe(before)
})

test('resizes the name column by keyboard and keeps its width', async () => {
  await using opened = await open(timelineTrace.traceId)
  const { page } = opened
  const separator = page.getByRole('separator', { name: 'Width of the name column' })
  const width = async () =>
    (await page.locator('[data-part=name]').first().boundingBox())?.width ?? 0
  const before = await width()
  await separator.focus()
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight')
  await expect.poll(width).toBeGreaterThan(before + 50)
  await page.reload()
  await expect.poll(() => separator.getAttribute('aria-valuenow')).toBe('52')
})

test('shows exact values at the pointer', async () => {
  await using opened = await open(timelineTrace.traceId)
  const { page } = opened
  await page.locator('[data-part=time]').nth(4).hover()
  await page.getByText('(22,500,000 ns)').waitFor()
  await page.getByText('+6,000,000 ns').waitFor()
})

test('filters by, groups by and copies an attribute', async () => {
  await using opened = await open(`${timelineTrace.traceId}?span=00000000000000a5`)
  const { page } = opened
  const detail = page.getByRole('complementary')
  const href = (name: string) => detail.getByRole('link', { name }).getAttribute('href')
  const key = 'db.query.text'
  expect(await href(`Only this ${key}`)).toBe(
    `/traces?${new URLSearchParams({ where: `${key} = "SELECT * FROM activities LIMIT $1"` })}`,
  )
  expect(await href(`Not this ${key}`)).toContain('%21%3D')
  expect(await href(`Group by ${key}`)).toBe(`/query?by=${key}`)
  await detail.getByRole('button', { name: `Copy ${key}` }).click()
  await page.getByText(`${key} copied`).waitFor()
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
    'SELECT * FROM activities LIMIT $1',
  )
})

test('marks a span that starts before its parent in another service', async () => {
  await using opened = await open(skewed.traceId)
  const { page } = opened
  await page.getByRole('treeitem', { name: /reply.*clock skew/ }).click()
  await page
    .getByRole('complementary')
    .getByText('Starts 600 µs before its parent: the clocks of the services differ.')
    .waitFor()
})
