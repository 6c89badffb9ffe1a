import css from './loading.module.css'

/** Progress indicator; appears only when loading takes longer than a moment. */
export function Loading({
  what,
  megabytes = 0,
}: {
  readonly what: string
  /** Megabytes of a large response received so far. */
  readonly megabytes?: number
}) {
  return (
    <div className={css.loading} role="status">
      <span>
        Loading {what}… {megabytes > 0 && `${megabytes} MB`}
      </span>
      <i aria-hidden="true" />
    </div>
  )
}
