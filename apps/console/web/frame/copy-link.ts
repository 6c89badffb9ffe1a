import { freezeTime } from '../time/freeze-time.ts'
import { showToast } from '../ui/toast.tsx'

/** Copies the URL with a fixed start and end, so that it shows the same data later. */
export async function copyLink(): Promise<void> {
  const { origin, pathname, search } = window.location
  const query = freezeTime(pathname, new URLSearchParams(search), Date.now()).toString()
  await navigator.clipboard.writeText(`${origin}${pathname}${query === '' ? '' : `?${query}`}`)
  showToast('Link copied')
}
