import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import type { ServiceIdentity } from '../../../config/service-identity.ts'
import { isEc2 } from '../../platform.ts'
import type { SegmentsConfig } from '../variables.ts'
import { AWSXRay } from './sdk.ts'

let type: string | undefined

/** X-Ray's `origin` and `ServiceType`: `AWS::ECS::Container`, `AWS::EC2::Instance`. */
export const serviceType = (): string | undefined => type

/**
 * Sets the process data of every segment: version, runtime, container or instance, and the log group that
 * CloudWatch uses to find the log lines of a trace.
 */
export function describeProcess(
  service: ServiceIdentity,
  { onEcs }: SegmentsConfig,
  logGroup: string | undefined,
): void {
  AWSXRay.SegmentUtils.setServiceData({
    version: service.version,
    runtime: 'node',
    runtime_version: process.versions.node,
  })
  const { EC2Plugin, ECSPlugin } = AWSXRay.plugins
  const places = [...(isEc2() ? [EC2Plugin] : []), ...(onEcs ? [ECSPlugin] : [])]
  type = places.at(-1)?.originName
  // The last plugin sets the origin, so the log group plugin, which has none, is first.
  const plugins = [...(logGroup === undefined ? [] : [logGroupPlugin(logGroup)]), ...places]
  if (plugins.length === 0) return
  // Instance metadata is fetched in the background, with a timeout of 1 s per request.
  context.with(suppressTracing(ROOT_CONTEXT), () => AWSXRay.config(plugins))
}

function logGroupPlugin(group: string) {
  return {
    getData: (callback: (data: object) => void) =>
      callback({ cloudwatch_logs: [{ log_group: group }] }),
    originName: undefined,
  } as unknown as Parameters<typeof AWSXRay.config>[0][number]
}
