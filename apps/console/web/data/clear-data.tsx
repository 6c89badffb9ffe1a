import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { client } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import css from './data-page.module.css'

/** Deletes all data after a confirmation. */
export function ClearData() {
  const queries = useQueryClient()
  const dialog = useRef<HTMLDialogElement>(null)
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: () => client.clearData(),
    onSuccess: () => queries.resetQueries(),
    onSettled: () => dialog.current?.close(),
  })
  return (
    <section>
      <h2>Delete data</h2>
      <p className="muted">Deletes all stored telemetry. Log groups and log streams are kept.</p>
      <Button onClick={() => dialog.current?.showModal()}>Delete all data…</Button>
      <div role="status">
        {error !== null && <p className="failed">{error.message}</p>}
        {isSuccess && <p>All data was deleted.</p>}
      </div>
      <dialog ref={dialog} className={css.confirm} aria-labelledby="clear-title">
        <h2 id="clear-title">Delete all data?</h2>
        <p>This cannot be undone. Export traces that you need first.</p>
        <p className={css.confirmButtons}>
          <Button onClick={() => dialog.current?.close()}>Cancel</Button>
          <Button look="danger" disabled={isPending} onClick={() => mutate()}>
            {isPending ? 'Deleting…' : 'Delete all data'}
          </Button>
        </p>
      </dialog>
    </section>
  )
}
