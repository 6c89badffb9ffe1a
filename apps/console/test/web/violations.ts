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
 * WCAG 2.2 AA violations of a page in both themes, one line each: axe violations, and a page wider
 * than its window. The page is left in the light theme.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  // axe cannot determine contrast above a gradient, such as the edge shadows of a scroll region.
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
