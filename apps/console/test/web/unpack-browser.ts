import chromium from '@sparticuz/chromium'

/**
 * Unpacks the browser before any test: the package treats an existing file as complete, so two test
 * files that start at once could use a partial file.
 */
export async function setup(): Promise<void> {
  await chromium.executablePath()
}
