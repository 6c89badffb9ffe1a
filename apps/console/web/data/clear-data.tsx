import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import textCss from '../ui/text.module.css'
import css from './data-page.module.css'

/** Deletes all data after a confirmation. */
export function ClearData() {
  const queries = useQueryClient()
  const [open, setOpen] = useState(false)
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: () => client.clearData(),
    onSuccess: () => queries.resetQueries(),
    onSettled: () => setOpen(false),
  })
  return (
    <section>
      <h2>Delete data</h2>
      <p className={textCss.muted}>
        Deletes all stored telemetry. Log groups and log streams are kept.
      </p>
      <Button onClick={() => setOpen(true)}>Delete all data…</Button>
      <div role="status">
        {error !== null && <p className={textCss.failed}>{error.message}</p>}
        {isSuccess && <p>All data was deleted.</p>}
      </div>
      <Dialog title="Delete all data?" open={open} onClose={() => setOpen(false)}>
        <p>This cannot be undone. Export traces that you need first.</p>
        <p className={css.confirmButtons}>
          <Button onClick={() => setOpen(false)}>Cancel</Button>
          <Button look="danger" disabled={isPending} onClick={() => mutate()}>
            {isPending ? 'Deleting…' : 'Delete all data'}
          </Button>
        </p>
      </Dialog>
    </section>
  )
}
