import { useQuery } from '@tanstack/react-query'
import { receiversQuery } from '../api/admin.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { ClearData } from './clear-data.tsx'
import { ConnectAgent } from './connect-agent.tsx'
import css from './data-page.module.css'
import { EditorSetting } from './editor-setting.tsx'
import { ImportFile } from './import-file.tsx'
import { ReceiverTable } from './receiver-table.tsx'
import { SendHere } from './send-here.tsx'

/** The data page: receivers, variables, import and deletion. */
export function DataPage() {
  const { data, error } = useQuery(receiversQuery)
  return (
    <PageLayout title="Data" width="text">
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Loading what="receivers" />}
      {data !== undefined && <ReceiverTable receivers={data.receivers} />}
      {data !== undefined && <SendHere receivers={data.receivers} />}
      <div
        className={
          data === undefined && error === null ? `${css.dataRest} ${css.awaiting}` : css.dataRest
        }
      >
        <ConnectAgent />
        <ImportFile />
        <EditorSetting />
        <ClearData />
      </div>
    </PageLayout>
  )
}
