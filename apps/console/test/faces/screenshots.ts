import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** Keeps a picture of the page where the folder SCREENSHOTS says. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
}
