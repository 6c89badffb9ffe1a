import { Link } from '../routing/link.tsx'
import { serviceUrl } from './local-urls.ts'

/** Instructions to send the first data. */
export function FirstSteps() {
  return (
    <>
      <p>Send a request, or generate traffic:</p>
      <pre>
        curl {serviceUrl('/api/activities/home')}
        {'\n'}
        npx traffic
      </pre>
      <p>
        To send data from your own service, set{' '}
        <Link href="/data">the variables shown on the Data page</Link>.
      </p>
    </>
  )
}
