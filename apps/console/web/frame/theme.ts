import { writeSetting } from './stored-settings.ts'
import { useSetting } from './use-setting.ts'

const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** The theme setting. public/theme.js sets it on the document at load; tokens.css reads it there. */
export function useTheme(): { theme: Theme; chooseNext(): void } {
  const theme = parseTheme(useSetting('theme'))
  return {
    theme,
    chooseNext() {
      const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system'
      document.documentElement.dataset.theme = next
      writeSetting('theme', next)
    },
  }
}

function parseTheme(text: string | undefined): Theme {
  return THEMES.find((theme) => theme === text) ?? 'system'
}
