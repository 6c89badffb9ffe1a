import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const COLOR_RULES = ['color-contrast', 'link-in-text-block']
const LAYOUT_RULES = ['target-size', 'scrollable-region-focusable']
const NARROW = 400
/** Widths of small and large phones, tablets, laptops and wide screens. */
const WIDTHS = [360, NARROW, 640, 768, 900, 1_055, 1_280, 1_920, 2_560]

/**
 * WCAG 2.2 AA violations of a page, one line each: all rules of axe in the light theme, the rules about
 * color in the dark one, and a page wider than its window. The page is left in the light theme.
 */
export async function violations(page: Page): Promise<string[]> {
  // axe cannot determine contrast above a gradient, such as the edge shadows of a scroll region.
  await page.evaluate(
    "document.querySelectorAll('[data-scroll-region]').forEach(({ style }) => { style.backgroundImage = 'none' })",
  )
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await runAxe(page, COLOR_RULES)
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await runAxe(page, STANDARDS)
  return [...dark.map((violation) => `dark: ${violation}`), ...light, ...(await reflow(page))]
}

/**
 * Rules whose result can differ between widths of a page that {@link violations} has checked in one of them: rules
 * about layout at 400 pixels, and reflow at every width. The window keeps its size.
 */
export async function layoutViolations(page: Page): Promise<string[]> {
  const size = page.viewportSize()
  const found: string[] = []
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 })
    found.push(...(await reflow(page)).map((violation) => `${width}: ${violation}`))
    if (width === NARROW) found.push(...(await runAxe(page, LAYOUT_RULES)))
  }
  if (size !== null) await page.setViewportSize(size)
  return found
}

async function runAxe(page: Page, runOnly: readonly string[]): Promise<string[]> {
  // Half a megabyte, once per document.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe)
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] })
  const found = await page.evaluate<AxeResults>(`axe.run(document, ${options})`)
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
