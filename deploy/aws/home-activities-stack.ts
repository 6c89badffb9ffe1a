import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { CruddurService, servicePort } from './fargate-service.ts'
import type { ServiceStackProps } from './user-activities-stack.ts'

/** The home timeline; starts and serves without user-activities. */
export class HomeActivitiesStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props)
    const { settings, foundation } = props
    const { namespaceName } = foundation.namespace
    new CruddurService(this, 'HomeActivities', {
      name: 'home-activities',
      settings,
      foundation,
      route: { priority: 10, paths: ['/api/activities/home'] },
      environment: {
        USER_ACTIVITIES_URL: `http://user-activities.${namespaceName}:${servicePort}`,
      },
    })
  }
}
