import { expect, inject, test } from 'vitest'
import { startFixtureConsole } from '../pages/fixture-console.ts'
import { timelineTrace } from '../pages/sample-traces.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'

const BACKGROUND = 'getComputedStyle(document.body).backgroundColor'

test('applies the theme before the page renders', async () => {
  const browser = await launchBrowser()
  await using console_ = await startFixtureConsole([timelineTrace], inject('builtPage'))
  try {
    await using opened = await openPage(browser, console_.url, { colorScheme: 'light' })
    const { page } = opened
    const light = await page.evaluate(BACKGROUND)
    await page.getByRole('button', { name: 'Theme: system' }).click()
    await page.getByRole('button', { name: 'Theme: light' }).click()
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor()
    const dark = await page.evaluate(BACKGROUND)
    expect(dark).not.toBe(light)
    await page.route('**/assets/*.js', (route) => route.abort())
    await page.reload()
    expect(await page.locator('#root').innerHTML()).toBe('')
    expect(await page.evaluate(BACKGROUND)).toBe(dark)
  } finally {
    await browser.close()
  }
}, 60_000)
