import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { clearData } from '../api/admin.ts'

/** Removes everything received, after a second question. */
export function ClearData() {
  const client = useQueryClient()
  const dialog = useRef<HTMLDialogElement>(null)
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: clearData,
    onSuccess: () => client.resetQueries(),
    onSettled: () => dialog.current?.close(),
  })
  return (
    <section>
      <h2>Begin anew</h2>
      <p className="muted">
        Removes every span, segment, log line and error report. Log groups and streams stay.
      </p>
      <button type="button" onClick={() => dialog.current?.showModal()}>
        Clear all data…
      </button>
      <div role="status">
        {error !== null && <p className="failed">{error.message}</p>}
        {isSuccess && <p>Everything received until now is gone.</p>}
      </div>
      <dialog ref={dialog} className="confirm" aria-labelledby="clear-title">
        <h2 id="clear-title">Remove everything received?</h2>
        <p>This cannot be undone. A trace that matters can be exported before.</p>
        <p className="confirm-buttons">
          <button type="button" onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button type="button" className="danger" disabled={isPending} onClick={() => mutate()}>
            {isPending ? 'Removing…' : 'Remove everything'}
          </button>
        </p>
      </dialog>
    </section>
  )
}
