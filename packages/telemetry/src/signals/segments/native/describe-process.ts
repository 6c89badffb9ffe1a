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

/** What every segment says of the process: version and runtime, container or instance where there is one. */
export function describeProcess(service: ServiceIdentity, config: SegmentsConfig): void {
  AWSXRay.SegmentUtils.setServiceData({
    version: service.version,
    runtime: 'node',
    runtime_version: process.versions.node,
  })
  const { EC2Plugin, ECSPlugin } = AWSXRay.plugins
  const plugins = [...(isEc2() ? [EC2Plugin] : []), ...(config.onEcs ? [ECSPlugin] : [])]
  if (plugins.length === 0) return
  type = config.onEcs ? ECSPlugin.originName : EC2Plugin.originName
  // The instance metadata is asked for in the background, a second at most for each question.
  context.with(suppressTracing(ROOT_CONTEXT), () => AWSXRay.config(plugins))
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
