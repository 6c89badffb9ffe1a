/** Moves while an answer is awaited; shows itself only when that takes a moment. */
export function Loading({ what }: { readonly what: string }) {
  return (
    <div className="loading" role="status">
      <span>Loading {what}…</span>
      <i aria-hidden="true" />
    </div>
  )
}
