import { readSetting, useSetting, writeSetting } from './setting.ts'

const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Puts the chosen theme on the document; tokens.css reads it from there. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = parseTheme(readSetting('theme'))
}

export function useTheme(): { theme: Theme; chooseNext(): void } {
  const theme = parseTheme(useSetting('theme'))
  return {
    theme,
    chooseNext() {
      writeSetting('theme', THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system')
      applyTheme()
    },
  }
}

function parseTheme(text: string | undefined): Theme {
  return THEMES.find((theme) => theme === text) ?? 'system'
}
