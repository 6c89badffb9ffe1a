import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ImportResult } from '../../src/contract/admin.ts'
import { client } from '../api/client.ts'
import { Link } from '../routing/link.tsx'
import textCss from '../ui/text.module.css'
import css from './data-page.module.css'

const MAX_LINKS = 20

/** Imports OTLP JSON written by `Export`, `traces export` or the file exporter of a Collector. */
export function ImportFile() {
  const queries = useQueryClient()
  const { mutate, data, error, isPending, variables } = useMutation({
    mutationFn: (file: File) => client.importFile(file),
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <section>
      <h2>Import</h2>
      <p className={textCss.muted}>
        OTLP JSON with spans and log lines: one document, or one per line as written by the file
        exporter of a Collector.
      </p>
      <label className={css.fileField}>
        File to import
        <input
          type="file"
          accept=".json,.jsonl,.ndjson,application/json"
          disabled={isPending}
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file !== undefined) mutate(file)
            // Selecting the same file again must trigger a change event.
            event.target.value = ''
          }}
        />
      </label>
      <div role="status">
        {isPending && <p>Importing {variables.name}…</p>}
        {error !== null && <p className={textCss.failed}>{error.message}</p>}
        {data !== undefined && <Outcome result={data} />}
      </div>
    </section>
  )
}

function Outcome({
  result: { traceIds, spanCount, logCount, rejectedCount },
}: {
  readonly result: ImportResult
}) {
  return (
    <>
      <p>
        Imported {spanCount.toLocaleString('en')} spans and {logCount.toLocaleString('en')} log
        lines
        {rejectedCount > 0 && `; ${rejectedCount.toLocaleString('en')} rejected`}.
      </p>
      <ul className={css.imported}>
        {traceIds.slice(0, MAX_LINKS).map((traceId) => (
          <li key={traceId}>
            <Link href={`/traces/${traceId}`}>
              <code>{traceId}</code>
            </Link>
          </li>
        ))}
        {traceIds.length > MAX_LINKS && <li className={textCss.muted}>and more</li>}
      </ul>
    </>
  )
}
