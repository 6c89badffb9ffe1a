import { type App, Tags } from 'aws-cdk-lib'
import { FoundationStack } from './foundation-stack.ts'
import { HomeActivitiesStack } from './home-activities-stack.ts'
import { ObservabilityStack } from './observability-stack.ts'
import type { Settings } from './settings.ts'
import { UserActivitiesMigrationStack } from './user-activities-migration-stack.ts'
import { UserActivitiesStack } from './user-activities-stack.ts'

/** One stack for what is shared, one per service, one for what is looked at. Each deploys alone. */
export function buildStacks(app: App, settings: Settings) {
  const named = (name: string) => `cruddur-${settings.environment}-${name}`
  const foundation = new FoundationStack(app, named('foundation'), { settings })
  const migration = new UserActivitiesMigrationStack(app, named('user-activities-migration'), {
    settings,
    foundation,
  })
  const userActivities = new UserActivitiesStack(app, named('user-activities'), {
    settings,
    foundation,
  })
  const homeActivities = new HomeActivitiesStack(app, named('home-activities'), {
    settings,
    foundation,
  })
  const observability = new ObservabilityStack(app, named('observability'), {
    settings,
    foundation,
  })
  Tags.of(app).add('project', 'cruddur')
  Tags.of(app).add('environment', settings.environment)
  return { foundation, migration, userActivities, homeActivities, observability }
}
