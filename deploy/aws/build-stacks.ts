import { type App, Tags } from 'aws-cdk-lib'
import { services } from '../../scripts/services.ts'
import { FoundationStack } from './foundation-stack.ts'
import { ObservabilityStack } from './observability-stack.ts'
import { ServiceStack } from './service-stack.ts'
import type { Settings } from './settings.ts'

/** A stack of shared resources, one per service, one for observability. Each deploys separately. */
export function buildStacks(app: App, settings: Settings) {
  const named = (name: string) => `cruddur-${settings.environment}-${name}`
  // The lookup of an existing VPC needs an account and a region.
  const env = settings.vpcId
    ? { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION }
    : {}
  const foundation = new FoundationStack(app, named('foundation'), { settings, env })
  const shared = { env, settings, foundation }
  const serviceStacks = new Map(
    services.map((service) => [
      service.name,
      new ServiceStack(app, named(service.name), { ...shared, service }),
    ]),
  )
  const observability = new ObservabilityStack(app, named('observability'), shared)
  Tags.of(app).add('project', 'cruddur')
  Tags.of(app).add('environment', settings.environment)
  return { foundation, services: serviceStacks, observability }
}
