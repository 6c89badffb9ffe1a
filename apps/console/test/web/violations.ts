import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** What may differ between two themes of one page. */
const rulesOfColor = ['color-contrast', 'link-in-text-block']

/**
 * What keeps a page from WCAG 2.2 AA in the window that it has, one line each: axe's findings in the
 * light and in the dark theme, and a page that is wider than its window.
 */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  // axe judges no contrast above a gradient, such as the hint that there is more beyond an edge.
  await page.evaluate(
    "document.querySelectorAll('.scroll-region').forEach(({ style }) => { style.backgroundImage = 'none' })",
  )
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await findings(page, { runOnly: wcag })
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await findings(page, { runOnly: { type: 'rule', values: rulesOfColor } })
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark.map((finding) => `dark: ${finding}`), ...(await reflow(page))]
}

async function findings(page: Page, options: RunOptions): Promise<string[]> {
  const all = JSON.stringify({ ...options, resultTypes: ['violations'] })
  const found = await page.evaluate<AxeResults>(`axe.run(document, ${all})`)
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
