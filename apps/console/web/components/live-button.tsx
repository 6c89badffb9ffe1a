import { useIsDisconnected } from '../frame/connection.ts'
import { Button } from '../ui/button.tsx'
import css from './live-button.module.css'

/** Shows whether a list follows new data, and pauses or resumes it. */
export function LiveButton({
  live,
  isPast,
  onToggle,
}: {
  readonly live: boolean
  /** The time range has an end. */
  readonly isPast: boolean
  readonly onToggle: () => void
}) {
  const isDisconnected = useIsDisconnected()
  const active = live && !isPast && !isDisconnected
  const text = isPast ? 'Past' : isDisconnected ? 'Offline' : live ? 'Live' : 'Paused'
  return (
    <Button
      look="plain"
      className={css.live}
      aria-pressed={active}
      disabled={isPast}
      onClick={onToggle}
    >
      <i className={active ? `${css.dot} ${css.active}` : css.dot} aria-hidden="true" />
      {text}
    </Button>
  )
}
