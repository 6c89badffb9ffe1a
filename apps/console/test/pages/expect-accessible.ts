import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { layoutViolations, violations } from '../web/violations.ts'
import { savePictures } from './screenshots.ts'

/** Name, path, and selector of an element that is present when the page has loaded. */
export type PageToCheck = readonly [name: string, path: string, ready: string]

/** Opens each page, expects that it meets WCAG 2.2 AA and fits every width, and saves its pictures. */
export async function expectAccessible(
  page: Page,
  url: string,
  pages: readonly PageToCheck[],
): Promise<void> {
  for (const [name, path, ready] of pages) {
    await page.goto(url + path)
    await page.locator(ready).first().waitFor()
    expect(await violations(page), name).toEqual([])
    expect(await layoutViolations(page), name).toEqual([])
    await savePictures(page, name)
  }
}
