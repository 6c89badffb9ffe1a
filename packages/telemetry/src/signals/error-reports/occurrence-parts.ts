import { randomUUID } from 'node:crypto'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import type { Redactor } from '../../redaction/index.ts'
import type {
  ErrorReportContext,
  ReportedPerson,
  ReportedRequest,
} from '../error-report-context.ts'
import { fingerprintOf } from './fingerprint.ts'
import { toReportableError } from './reportable-error.ts'
import type { OccurrenceParts } from './rollbar-occurrence.ts'
import { rollbarLimits } from './rollbar-occurrence.ts'

export interface OccurrencePartsOptions {
  readonly redactor: Redactor
  readonly service: ServiceIdentity
  readonly timeMillis: number
}

/** Copies everything before the request continues; the result holds no reference to the caller's objects. */
export function occurrenceParts(
  thrown: unknown,
  context: ErrorReportContext,
  { redactor, service, timeMillis }: OccurrencePartsOptions,
): OccurrenceParts {
  const { route, request, person, traceId, spanId, level = 'error' } = context
  const error = toReportableError(thrown, redactor)
  return {
    uuid: randomUUID(),
    level,
    error,
    data: {
      timestamp: Math.floor(timeMillis / 1000),
      fingerprint: fingerprintOf(error, route),
      ...(route && { context: redactor.text(route).slice(0, rollbarLimits.context) }),
      ...(request && { request: requestPart(request, redactor) }),
      ...(person && { person: personPart(person, redactor) }),
      attributes: [
        { key: 'service', value: service.name },
        { key: 'service.instance.id', value: service.instanceId },
        ...(traceId ? [{ key: 'trace_id', value: traceId }] : []),
        ...(spanId ? [{ key: 'span_id', value: spanId }] : []),
      ],
      custom: {
        ...(redactor.value(context.custom ?? {}) as object),
        service: service.name,
        // `code_version` is usually a commit hash.
        version: service.version,
        ...(error.code && { error_code: error.code }),
        ...(traceId && { trace_id: traceId }),
        ...(spanId && { span_id: spanId }),
      },
    },
  }
}

function personPart({ id, username, email }: ReportedPerson, redactor: Redactor) {
  const part = (text: string, limit: number) => redactor.text(String(text)).slice(0, limit)
  return {
    id: part(id, rollbarLimits.personId),
    ...(username !== undefined && { username: part(username, rollbarLimits.username) }),
    ...(email !== undefined && { email: part(email, rollbarLimits.email) }),
  }
}

/** Without `user_ip`: an address identifies a person, and Rollbar takes none from a server unless it is sent. */
function requestPart({ method, url, headers, params, body }: ReportedRequest, redactor: Redactor) {
  return {
    method: redactor.text(method),
    url: redactor.url(url),
    ...(headers && { headers: redactor.requestHeaders(headers) }),
    ...(params !== undefined && { params: redactor.value(params) }),
    ...(body !== undefined && body !== null && { body: redactor.value(body) }),
  }
}
