import { useState } from 'react'
import css from './copy-button.module.css'

/** Shows a text and copies it to the clipboard. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }
  return (
    <button type="button" className={css.copy} title={`Copy ${label}`} onClick={() => void copy()}>
      <code>{text}</code>
      <span aria-live="polite">{copied ? 'copied' : 'copy'}</span>
    </button>
  )
}
