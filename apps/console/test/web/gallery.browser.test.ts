import { expect, inject, test } from 'vitest'
import { startFixtureConsole } from '../pages/fixture-console.ts'
import { savePictures } from '../pages/screenshots.ts'
import { launchBrowser } from './browser.ts'
import { openPage } from './opened-page.ts'
import { layoutViolations, violations } from './violations.ts'

test('every component meets WCAG 2.2 AA in both themes and has its picture taken', async () => {
  const browser = await launchBrowser()
  await using console_ = await startFixtureConsole([], inject('builtPage'))
  try {
    await using opened = await openPage(browser, `${console_.url}/data/components`)
    const { page } = opened
    const names = await page.getByRole('heading', { level: 2 }).allTextContents()
    expect(names.join(', ')).toBe(
      'Button, FilterBar, Field, Select, Combobox, SearchField, Table, Tabs, Chart, Heatmap, Disclosure, Dialog, Loading, Tooltip, Toast, marks, EmptyState, No matching traces',
    )
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect((await page.screenshot({ fullPage: true })).byteLength).toBeGreaterThan(20_000)
    }
    expect(await violations(page)).toEqual([])
    expect(await layoutViolations(page)).toEqual([])
    await savePictures(page, 'components')
    await page.getByRole('button', { name: 'Show toast' }).click()
    await page.getByRole('status').getByText('A toast').waitFor()
    await page.getByRole('combobox', { name: 'Combobox' }).fill('ap')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('combobox', { name: 'Combobox' }).inputValue()).toBe('apple')
    await page.getByRole('tab', { name: 'One' }).focus()
    await page.keyboard.press('ArrowRight')
    await page.getByText('Content of tab two.').waitFor()
    await page.getByRole('button', { name: 'Open dialog' }).click()
    await page.getByRole('dialog', { name: 'Dialog' }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  } finally {
    await browser.close()
  }
}, 60_000)
