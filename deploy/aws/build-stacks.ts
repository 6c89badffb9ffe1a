import { type App, Tags } from 'aws-cdk-lib'
import { FoundationStack } from './foundation-stack.ts'
import { HomeActivitiesStack } from './home-activities-stack.ts'
import { ObservabilityStack } from './observability-stack.ts'
import type { Settings } from './settings.ts'
import { UserActivitiesStack } from './user-activities-stack.ts'

/** A stack of shared resources, one per service, one for observability. Each deploys separately. */
export function buildStacks(app: App, settings: Settings) {
  const named = (name: string) => `cruddur-${settings.environment}-${name}`
  // The lookup of an existing VPC needs an account and a region.
  const env = settings.vpcId
    ? { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION }
    : {}
  const foundation = new FoundationStack(app, named('foundation'), { settings, env })
  const userActivities = new UserActivitiesStack(app, named('user-activities'), {
    env,
    settings,
    foundation,
  })
  const homeActivities = new HomeActivitiesStack(app, named('home-activities'), {
    env,
    settings,
    foundation,
  })
  const observability = new ObservabilityStack(app, named('observability'), {
    env,
    settings,
    foundation,
  })
  Tags.of(app).add('project', 'cruddur')
  Tags.of(app).add('environment', settings.environment)
  return { foundation, userActivities, homeActivities, observability }
}
