import { Stack } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-ecs'
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { CruddurService } from './fargate-service.ts'
import type { FoundationStack } from './foundation-stack.ts'
import type { Settings } from './settings.ts'

export interface ServiceStackProps {
  readonly settings: Settings
  readonly foundation: FoundationStack
}

/** The owner of the activities; its schema is brought up to date before, by a stack of its own. */
export class UserActivitiesStack extends Stack {
  constructor(scope: Construct, id: string, { settings, foundation }: ServiceStackProps) {
    super(scope, id)
    const name = 'user-activities'
    // A whole postgres:// URL, made with the database.
    const stored = StoredSecret.fromSecretNameV2(
      this,
      'Database',
      `cruddur/${settings.environment}/database-url`,
    )
    const DATABASE_URL = Secret.fromSecretsManager(stored)
    new CruddurService(this, 'UserActivities', {
      name,
      settings,
      foundation,
      environment: {},
      secrets: { DATABASE_URL },
    })
  }
}
