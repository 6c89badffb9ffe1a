import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** axe's findings as one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  // axe judges no contrast above a gradient, such as the hint that there is more beyond an edge.
  await page.evaluate(
    "document.querySelectorAll('.scroll-region').forEach(({ style }) => { style.backgroundImage = 'none' })",
  )
  const options = { runOnly: RULES, resultTypes: ['violations'] }
  const found = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
