import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { comparedRuns, sendComparedRuns } from '../api/compared-traffic.ts'
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
  await sendComparedRuns(console_)
}, 120_000)

afterAll(() => started.close())

const { change } = comparedRuns
const halfHour = 1_800_000
const iso = (millis: number) => new Date(millis).toISOString()
const later = new URLSearchParams({ start: iso(change), end: iso(change + halfHour) })

test('lists the largest change first with links to both periods', async () => {
  await using opened = await openPage(browser, `${console_.url}/query?${later}`)
  const { page } = opened
  await page.getByText('Start: shop').waitFor()
  await page.getByRole('img', { name: /^Count from/ }).waitFor()
  await page.getByRole('link', { name: 'Compare with previous period' }).click()
  const rows = page.getByRole('row')
  await rows.filter({ hasText: 'GET /slower' }).waitFor()
  expect(await rows.nth(1).textContent()).toMatch(/GET \/new.*New/)
  expect(await rows.nth(2).textContent()).toMatch(/GET \/old.*Removed/)
  await page
    .getByRole('row', { name: /GET \/slower .*Slower .* 90 ms \+800% from 10 ms/ })
    .waitFor()
  await page.getByRole('row', { name: /GET \/failing .*More errors .* 50% from 0%/ }).waitFor()
  await page.getByRole('link', { name: 'fresh failure' }).waitFor()
  await page.getByRole('link', { name: 'Traces of GET /slower before' }).click()
  await page.getByText('50+ traces').waitFor()
  expect(new URL(page.url()).searchParams.get('operation')).toBe('GET /slower')
  expect(new URL(page.url()).searchParams.get('end')).toBe(iso(change).replace('Z', '000000Z'))
})

test('compares a run with the previous run', async () => {
  await using opened = await openPage(browser, `${console_.url}/runs`)
  const { page } = opened
  await page.getByRole('link', { name: 'Compare of run bbbbbbbb' }).click()
  await page.getByText(/^Run bbbbbbbb, /).waitFor()
  await page.getByText(/^Run aaaaaaaa, /).waitFor()
  await page.getByRole('row', { name: /GET \/new .*New/ }).waitFor()
})

test('uses a period as the baseline by keyboard', async () => {
  await using opened = await openPage(browser, `${console_.url}/compare?${later}`)
  const { page } = opened
  await page.getByRole('button', { name: /^Use as baseline/ }).press('Enter')
  await page.waitForURL(/baselineStart=/)
  await page.getByLabel(/^Time/).selectOption('6h')
  await page.getByRole('row', { name: /GET \/same .* 200 from 100/ }).waitFor()
  await page.getByLabel(/^Compare with/).selectOption('1d')
  await page.waitForURL(/baselineShift=1d/)
  await page.getByRole('row', { name: /GET \/same .*New/ }).waitFor()
})

test('comparing keeps WCAG 2.2 AA', async () => {
  await using opened = await openPage(browser, `${console_.url}/compare?${later}`)
  const { page } = opened
  await page.getByRole('row', { name: /GET \/slower/ }).waitFor()
  expect(await violations(page)).toEqual([])
  await saveScreenshot(page, `compare`)
})
