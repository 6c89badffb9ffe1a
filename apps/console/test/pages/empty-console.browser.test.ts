import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Console } from '../../src/start-console.ts'
import { openPage } from '../web/opened-page.ts'
import { violations } from '../web/violations.ts'
import { type ConsoleInBrowser, startInBrowser } from './start-in-browser.ts'

let console_: Console
let browser: Browser
let started: ConsoleInBrowser

beforeAll(async () => {
  started = await startInBrowser()
  ;({ console_, browser } = started)
}, 120_000)

afterAll(() => started.close())

/** Pixels by which any element reaches beyond the window, including clipped ones. */
const beyond = `Math.max(...[...document.querySelectorAll('main *')].map((element) =>
  element.getBoundingClientRect().right)) - document.documentElement.clientWidth`

test.each(['/', '/traces', '/logs', '/errors', '/query', '/map', '/runs', '/compare', '/metrics'])(
  '%s without data shows the next step, at 320 pixels, too',
  async (path) => {
    await using opened = await openPage(browser, console_.url + path, { width: 320 })
    const { page } = opened
    await page.locator('[data-empty-state]').first().waitFor()
    expect(await page.locator('body').textContent()).not.toContain('1970')
    expect(await page.evaluate<number>(beyond)).toBeLessThanOrEqual(0)
    expect(await violations(page)).toEqual([])
  },
)
