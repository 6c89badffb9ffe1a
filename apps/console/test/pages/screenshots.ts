import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Saves a screenshot of the page in the folder given by SCREENSHOTS. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Saves the page at 1280x800 and 400x800, light and dark; the page is left light at its size. */
export async function savePictures(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS === undefined) return
  const size = page.viewportSize()
  for (const width of [1280, 400])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme })
      await saveScreenshot(page, `${name}-${width}-${colorScheme}`)
    }
  await page.emulateMedia({ colorScheme: 'light' })
  if (size !== null) await page.setViewportSize(size)
}
