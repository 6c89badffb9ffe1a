import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** axe's findings as one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  // axe judges no contrast above a gradient, such as the hint that there is more beyond an edge.
  await page.evaluate(
    "document.querySelectorAll('.scroll-region').forEach(({ style }) => { style.backgroundImage = 'none' })",
  )
  const found = await page.evaluate<AxeResults>(
    `axe.run(document, ${JSON.stringify({ runOnly: RULES })})`,
  )
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
