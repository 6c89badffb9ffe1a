import chromium from '@sparticuz/chromium'

/**
 * Unpacks the browser before any test: the package takes a file that is there for a whole one, and two
 * test files that start at once on a new machine would find each other's half.
 */
export async function setup(): Promise<void> {
  await chromium.executablePath()
}
