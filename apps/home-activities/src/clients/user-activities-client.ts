import { internalCallerHeader } from '@cruddur/fastify-service'
import {
  createServiceClient,
  ServiceRejectedError,
  type ServiceState,
  ServiceUnavailableError,
} from '@cruddur/service-client'
import {
  type ActivitiesSource,
  type Page,
  type PageRequest,
  RequestRefusedError,
  SourceUnavailableError,
} from '../activities/activity.ts'
import { acceptActivities } from './accept-activities.ts'
import type { paths } from './user-activities.gen.ts'

export interface UserActivitiesClientOptions {
  /** Base URL of the service, without `/api`. */
  readonly url: string
  /** Timeout for the complete response. */
  readonly timeoutMillis: number
}

export interface UserActivitiesClient extends ActivitiesSource {
  state(): ServiceState
  close(): Promise<void>
}

/** HTTP client of user-activities. */
export function createUserActivitiesClient(
  options: UserActivitiesClientOptions,
): UserActivitiesClient {
  const service = createServiceClient<paths>({
    name: 'user-activities',
    ...options,
    headers: { [internalCallerHeader]: 'home-activities' },
  })

  async function list(query: PageRequest): Promise<Page> {
    const { data, headers } = await service.call((api) =>
      api.GET('/api/activities', { params: { query: withoutUndefined(query) } }),
    )
    const activities = acceptActivities(data)
    const next = nextCursor(headers.get('link'))
    return next ? { activities, next } : { activities }
  }

  return {
    list: (request) => list(request).catch(toDomainError),
    state: service.state,
    close: service.close,
  }
}

function toDomainError(cause: Error): never {
  if (cause instanceof ServiceRejectedError)
    throw new RequestRefusedError(cause.detail ?? cause.message, cause.code, { cause })
  if (cause instanceof ServiceUnavailableError)
    throw new SourceUnavailableError(cause.message, { cause, ...cause })
  throw new SourceUnavailableError(`user-activities: ${cause.message}`, { cause })
}

const withoutUndefined = ({ limit, before }: PageRequest) =>
  before === undefined ? { limit } : { limit, before }

/** `before` of the `Link` with relation `next` (RFC 8288). */
function nextCursor(link: string | null): string | undefined {
  const [, target] = /<([^>]*)>;\s*rel="next"/.exec(link ?? '') ?? []
  return target
    ? (new URL(target, 'http://any').searchParams.get('before') ?? undefined)
    : undefined
}
