import { useEffect, useRef } from 'react'
import { readSetting } from '../frame/stored-settings.ts'

/** Actions by `KeyboardEvent.key`. */
export type Shortcuts = Readonly<Record<string, () => void>>

/** Keyboard shortcuts of a page; ignored in fields and dialogs and with a modifier key. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = latest.current[event.key]
      if (action === undefined || event.defaultPrevented || isTyping(event)) return
      // Single-key shortcuts conflict with speech input; WCAG 2.1.4 requires a way to turn them off.
      if (event.key.length === 1 && readSetting('shortcuts') === 'off') return
      event.preventDefault()
      action()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true
  const target = event.target instanceof Element ? event.target : null
  if (document.querySelector('dialog[open]') !== null) return true
  if (target?.closest('input, select, textarea') != null) return true
  // Enter activates a focused link or button.
  return event.key === 'Enter' && target?.closest('a, button') != null
}
