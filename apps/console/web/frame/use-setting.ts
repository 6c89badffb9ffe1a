import { useSyncExternalStore } from 'react'
import { readSetting, subscribeToSettings } from './stored-settings.ts'

/** A user setting; the component renders again when it changes. */
export function useSetting(name: string): string | undefined {
  return useSyncExternalStore(subscribeToSettings, () => readSetting(name))
}
