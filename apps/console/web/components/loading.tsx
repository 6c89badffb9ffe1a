/** Moves while an answer is awaited; shows itself only when that takes a moment. */
export function Loading({
  what,
  megabytes = 0,
}: {
  readonly what: string
  /** How much of a large answer has arrived. */
  readonly megabytes?: number
}) {
  return (
    <div className="loading" role="status">
      <span>
        Loading {what}… {megabytes > 0 && `${megabytes} MB`}
      </span>
      <i aria-hidden="true" />
    </div>
  )
}
