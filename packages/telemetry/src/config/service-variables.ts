import { randomUUID } from 'node:crypto'
import { matching, text, type Values } from '@cruddur/environment'
import { parseKeyValueList } from './key-value-list.ts'
import type { ServiceIdentity } from './service-identity.ts'

const pair = '[^=,\\s][^=,]*=(?:[^,%]|%[0-9A-Fa-f]{2})*'

export const serviceVariables = {
  OTEL_SERVICE_NAME: text({
    description: 'Name of the service; overrides service.name of OTEL_RESOURCE_ATTRIBUTES',
  }),
  OTEL_SERVICE_VERSION: text({
    description: 'Version of the service; overrides service.version of OTEL_RESOURCE_ATTRIBUTES',
  }),
  OTEL_RESOURCE_ATTRIBUTES: matching(
    new RegExp(`^\\s*${pair}(?:,\\s*${pair})*,?\\s*$`),
    'key=value,key=value with percent-encoded values',
    { description: 'Resource attributes of every span' },
  ),
  ENVIRONMENT: text({
    description:
      'Deployment environment; overrides deployment.environment.name of OTEL_RESOURCE_ATTRIBUTES',
  }),
  CODE_VERSION: text({
    description: 'Revision that the code was built from, usually a commit; default: the version',
  }),
}

export function serviceIdentity(values: Values<typeof serviceVariables>): ServiceIdentity {
  const {
    'service.name': name,
    'service.version': attributeVersion,
    'service.instance.id': instanceId,
    'deployment.environment.name': environment,
    ...attributes
  }: Partial<Record<string, string>> = parseKeyValueList(values.OTEL_RESOURCE_ATTRIBUTES)
  const version = values.OTEL_SERVICE_VERSION ?? attributeVersion ?? '0.0.0'
  return Object.freeze({
    name: values.OTEL_SERVICE_NAME ?? name ?? 'unknown_service:node',
    version,
    environment: values.ENVIRONMENT ?? environment ?? 'development',
    instanceId: instanceId ?? randomUUID(),
    codeVersion: values.CODE_VERSION ?? version,
    attributes: Object.freeze(attributes as Record<string, string>),
  })
}
