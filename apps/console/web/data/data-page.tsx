import { useQuery } from '@tanstack/react-query'
import { receiversQuery } from '../api/admin.ts'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice } from '../components/notice.tsx'
import { ClearData } from './clear-data.tsx'
import { ImportFile } from './import-file.tsx'
import { ReceiverTable } from './receiver-table.tsx'
import { SendHere } from './send-here.tsx'
import './data-page.css'

/** The data page: receivers, variables, import and deletion. */
export function DataPage() {
  const { data, error } = useQuery(receiversQuery)
  return (
    <section className="data-page">
      <title>Data · Cruddur console</title>
      <h1>Data</h1>
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Loading what="receivers" />}
      {data !== undefined && <ReceiverTable receivers={data.receivers} />}
      {data !== undefined && <SendHere receivers={data.receivers} />}
      <div className={data === undefined && error === null ? 'data-rest awaiting' : 'data-rest'}>
        <ImportFile />
        <ClearData />
      </div>
    </section>
  )
}
