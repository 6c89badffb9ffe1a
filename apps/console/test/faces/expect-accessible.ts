import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { layoutViolations, violations } from '../web/violations.ts'
import { saveScreenshot } from './screenshots.ts'

/** Name, path, and selector of an element that is present when the page has loaded. */
export type PageToCheck = readonly [name: string, path: string, ready: string]

/**
 * Opens each page, expects that it meets WCAG 2.2 AA, and saves its screenshot. Every test runs at 1,280
 * pixels and at a narrower width, where only the layout is checked.
 */
export async function expectAccessible(
  page: Page,
  url: string,
  pages: readonly PageToCheck[],
): Promise<void> {
  const width = page.viewportSize()?.width ?? 0
  const check = width < 1_280 ? layoutViolations : violations
  for (const [name, path, ready] of pages) {
    await page.goto(url + path)
    await page.locator(ready).first().waitFor()
    expect(await check(page), name).toEqual([])
    await saveScreenshot(page, `${name}-${width}`)
  }
}
