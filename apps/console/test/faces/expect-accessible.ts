import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { violations } from '../web/violations.ts'
import { saveScreenshot } from './screenshots.ts'

/** Name, path, and selector of an element that is present when the page has loaded. */
export type PageToCheck = readonly [name: string, path: string, ready: string]

/** Opens each page, expects that it meets WCAG 2.2 AA, and saves its screenshot. */
export async function expectAccessible(
  page: Page,
  url: string,
  pages: readonly PageToCheck[],
): Promise<void> {
  for (const [name, path, ready] of pages) {
    await page.goto(url + path)
    await page.locator(ready).first().waitFor()
    expect(await violations(page), name).toEqual([])
    await saveScreenshot(page, `${name}-${page.viewportSize()?.width}`)
  }
}
