import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}

/**
 * What keeps a page from WCAG 2.2 AA in the window that it has, one line each: axe's findings, and a
 * page that is wider than its window, in each of both themes. The page is left in the light one.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  // axe judges no contrast above a gradient, such as the hint that there is more beyond an edge.
  await page.evaluate(
    "document.querySelectorAll('.scroll-region').forEach(({ style }) => { style.backgroundImage = 'none' })",
  )
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    const inTheme = [...(await findings(page)), ...(await reflow(page))]
    found.push(...inTheme.map((finding) => `${colorScheme}: ${finding}`))
  }
  return found
}

async function findings(page: Page): Promise<string[]> {
  const found = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}

async function reflow(page: Page): Promise<string[]> {
  const beyond = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  return beyond > 0 ? [`reflow: the page is ${beyond} pixels wider than its window`] : []
}
