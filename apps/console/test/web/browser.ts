import { type Browser, type Page, chromium as playwright } from 'playwright-core'
import { inject } from 'vitest'
import type {} from './browser-server.ts'

/** Connects to the Chromium of this test run. Closing the connection closes its pages. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.connect(inject('browserServer'))
}

/**
 * Collects uncaught errors and content security policy violations. Failed requests are left out:
 * showing them is up to the page.
 */
export function collectPageErrors(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text())
  })
  return errors
}
