import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Saves a screenshot of the page in the folder given by SCREENSHOTS. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
}
