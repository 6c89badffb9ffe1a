import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { violations } from '../web/violations.ts'
import { saveScreenshot } from './screenshots.ts'

/** What to call it, its path, and the selector of what is there once it is shown. */
export type PageToJudge = readonly [name: string, path: string, ready: string]

/** Opens each page of a console in turn and expects that it keeps WCAG 2.2 AA; keeps its picture. */
export async function expectAccessible(
  page: Page,
  url: string,
  pages: readonly PageToJudge[],
): Promise<void> {
  for (const [name, path, ready] of pages) {
    await page.goto(url + path)
    await page.locator(ready).first().waitFor()
    expect(await violations(page), name).toEqual([])
    await saveScreenshot(page, `${name}-${page.viewportSize()?.width}`)
  }
}
