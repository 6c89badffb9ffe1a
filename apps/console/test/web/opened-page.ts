import type { Browser, Page } from 'playwright-core'
import { collectPageErrors } from './browser.ts'

/** A page that fails its test on uncaught errors and policy violations. */
export interface OpenedPage extends AsyncDisposable {
  readonly page: Page
}

export interface View {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
}

export async function openPage(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, colorScheme = 'light' }: View = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const errors = collectPageErrors(page)
  await page.goto(url)
  return {
    page,
    async [Symbol.asyncDispose]() {
      await context.close()
      if (errors.length > 0) throw new Error(`Errors on the page: ${errors.join('\n')}`)
    },
  }
}
