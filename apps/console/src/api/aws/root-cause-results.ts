import type { RootCause, RootCauseEntity, RootCauseService } from '../../query/xray/root-causes.ts'

/** A cause in `FaultRootCauses` or `ErrorRootCauses`. */
export function failureCause(cause: RootCause) {
  return causeResult(cause, ({ exceptions }) => ({
    Exceptions: exceptions.map(({ name, message }) => ({ Name: name, Message: message })),
  }))
}

/** A cause in `ResponseTimeRootCauses`. */
export function responseTimeCause(cause: RootCause) {
  return causeResult(cause, ({ coverage }) => ({ Coverage: coverage }))
}

function causeResult(
  { services, clientImpacting }: RootCause,
  further: (entity: RootCauseEntity) => object,
) {
  return {
    Services: services.map(({ name, type, inferred, entities }: RootCauseService) => ({
      // Grafana's X-Ray data source ends with an error for a service without a type.
      ...{ Name: name, Names: [name], Type: type || 'unknown', Inferred: inferred },
      EntityPath: entities.map((entity) => ({
        ...{ Name: entity.name, Remote: entity.remote },
        ...further(entity),
      })),
    })),
    ClientImpacting: clientImpacting,
  }
}
