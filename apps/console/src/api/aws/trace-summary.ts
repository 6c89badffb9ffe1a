import type { AnnotationValue } from '../../model/annotation.ts'
import type { Facts } from '../../query/xray/facts.ts'
import type { TraceFacts } from '../../query/xray/trace-facts.ts'
import { formatXrayTraceId } from '../../query/xray/trace-id.ts'
import { failureCause, responseTimeCause } from './root-cause-results.ts'

/** A trace in the result of GetTraceSummaries. */
export function traceSummary({ traceId, startNano, facts, services, rootCauses }: TraceFacts) {
  const [entry] = services.values()
  return {
    Id: formatXrayTraceId(traceId),
    StartTime: Number(startNano.slice(0, -6)) / 1_000,
    Duration: facts.durationSeconds,
    ResponseTime: facts.responseSeconds,
    HasFault: facts.fault,
    HasError: facts.error,
    HasThrottle: facts.throttle,
    IsPartial: facts.partial,
    Http: {
      HttpURL: facts.http.url,
      HttpStatus: facts.http.status,
      HttpMethod: facts.http.method,
      UserAgent: facts.http.userAgent,
      ClientIp: facts.http.clientIp,
    },
    Annotations: annotations(facts, services),
    Users: facts.users.map((UserName) => ({
      UserName,
      ServiceIds: entry ? [serviceId(entry)] : [],
    })),
    ServiceIds: [...services.values()].map(serviceId),
    ...(entry && { EntryPoint: serviceId(entry) }),
    ResourceARNs: facts.resourceArns.map((ARN) => ({ ARN })),
    InstanceIds: facts.instanceIds.map((Id) => ({ Id })),
    AvailabilityZones: facts.availabilityZones.map((Name) => ({ Name })),
    FaultRootCauses: rootCauses.fault.map(failureCause),
    ErrorRootCauses: rootCauses.error.map(failureCause),
    ResponseTimeRootCauses: rootCauses.responsetime.map(responseTimeCause),
    Revision: 1,
  }
}

function serviceId({ name, type }: Pick<Facts, 'name' | 'type'>) {
  return { Name: name, Names: [name], Type: type || undefined }
}

function annotations({ annotations: all }: Facts, services: TraceFacts['services']) {
  return Object.fromEntries(
    [...Map.groupBy(all, ({ key }) => key)].map(([key, ofKey]) => [
      key,
      [...Map.groupBy(ofKey, ({ value }) => value)].map(([value, ofValue]) => ({
        AnnotationValue: annotationValue(value),
        ServiceIds: [...services.values()]
          .filter(({ name }) => ofValue.some(({ service }) => service === name))
          .map(serviceId),
      })),
    ]),
  )
}

function annotationValue(value: AnnotationValue) {
  if (typeof value === 'number') return { NumberValue: value }
  return typeof value === 'boolean' ? { BooleanValue: value } : { StringValue: value }
}
