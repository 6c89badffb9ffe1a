import { Button } from '../ui/button.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { showToast } from '../ui/toast.tsx'
import css from './copy-block.module.css'

/** Text with a button that copies it. */
export function CopyBlock({ label, text }: { readonly label: string; readonly text: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    showToast(`${label} copied`)
  }
  return (
    <div className={css.block}>
      <ScrollRegion className={css.scroll ?? ''} label={label}>
        <pre>{text}</pre>
      </ScrollRegion>
      <Button
        size="small"
        className={css.copy}
        aria-label={`Copy ${label}`}
        onClick={() => void copy()}
      >
        Copy
      </Button>
    </div>
  )
}
