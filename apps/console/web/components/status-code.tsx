import css from './status-code.module.css'

/** An HTTP status code in the color of its class. */
export function StatusCode({ code }: { readonly code: string }) {
  if (code === '') return null
  const kind = code.startsWith('5') ? css.server : code.startsWith('4') ? css.client : css.success
  return <span className={`${css.code} ${kind}`}>{code}</span>
}
