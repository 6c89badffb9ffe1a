import { Button } from '../ui/button.tsx'
import css from './more-button.module.css'

/** Loads the next page of a list. */
export function MoreButton({
  label,
  isLoading,
  onLoad,
}: {
  readonly label: string
  readonly isLoading: boolean
  readonly onLoad: () => void
}) {
  return (
    <Button className={css.more} disabled={isLoading} onClick={onLoad}>
      {isLoading ? 'Loading…' : label}
    </Button>
  )
}
