import { Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { CruddurService, servicePort } from './fargate-service.ts'
import type { ServiceStackProps } from './user-activities-stack.ts'

/** The home timeline. It starts and serves without user-activities being there. */
export class HomeActivitiesStack extends Stack {
  constructor(scope: Construct, id: string, { settings, foundation }: ServiceStackProps) {
    super(scope, id)
    const { namespaceName } = foundation.namespace
    new CruddurService(this, 'HomeActivities', {
      name: 'home-activities',
      settings,
      foundation,
      environment: {
        USER_ACTIVITIES_URL: `http://user-activities.${namespaceName}:${servicePort}`,
      },
    })
  }
}
