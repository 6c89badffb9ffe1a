import { readFileSync } from 'node:fs'
import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import type { SegmentsConfig } from '../../../config/segments-variables.ts'
import type { ServiceIdentity } from '../../../config/service-identity.ts'
import { AWSXRay } from './sdk.ts'

/** Where Linux says whose machine this is; the hypervisor answers without a network. */
const vendorFiles = ['/sys/devices/virtual/dmi/id/sys_vendor', '/sys/hypervisor/uuid']

let type: string | undefined

/** What X-Ray calls `origin` and `ServiceType`: `AWS::ECS::Container`, `AWS::EC2::Instance`. */
export const serviceType = (): string | undefined => type

/**
 * What every segment says of the process: version and runtime, container or instance where there is
 * one, and the log group by which CloudWatch finds the lines of a trace.
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
  // The last one's origin counts, so the log group, which is no place, goes first.
  const plugins = [...(logGroup === undefined ? [] : [logGroupPlugin(logGroup)]), ...places]
  if (plugins.length === 0) return
  // The instance metadata is asked for in the background, a second at most for each question.
  context.with(suppressTracing(ROOT_CONTEXT), () => AWSXRay.config(plugins))
}

function logGroupPlugin(group: string) {
  return {
    getData: (callback: (data: object) => void) =>
      callback({ cloudwatch_logs: [{ log_group: group }] }),
    originName: undefined,
  } as unknown as Parameters<typeof AWSXRay.config>[0][number]
}

/** Known without asking the metadata address, which on any other machine answers late or never. */
export function isEc2(files: readonly string[] = vendorFiles): boolean {
  return files.some((file) => {
    try {
      return /^(amazon ec2|ec2)/i.test(readFileSync(file, 'utf8'))
    } catch {
      return false
    }
  })
}
