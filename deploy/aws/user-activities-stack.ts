import { Duration, Stack } from 'aws-cdk-lib'
import { ContainerImage, FargateTaskDefinition, Secret } from 'aws-cdk-lib/aws-ecs'
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { CruddurService, stopTimeoutSeconds } from './fargate-service.ts'
import type { FoundationStack } from './foundation-stack.ts'
import type { Settings } from './settings.ts'
import { stdoutLogs } from './stdout-logs.ts'

export interface ServiceStackProps {
  readonly settings: Settings
  readonly foundation: FoundationStack
}

/** The owner of the activities, and the task that brings its schema up to date. */
export class UserActivitiesStack extends Stack {
  readonly migration: FargateTaskDefinition

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

    this.migration = new FargateTaskDefinition(this, 'Migration', {
      family: `cruddur-${settings.environment}-${name}-migration`,
      cpu: 256,
      memoryLimitMiB: 512,
    })
    this.migration.addContainer('migrate', {
      image: ContainerImage.fromRegistry(
        `${settings.imageRepository}/${name}:${settings.versions[name]}`,
      ),
      command: ['--enable-source-maps', 'dist/migrate.js'],
      user: '65532:65532',
      readonlyRootFilesystem: true,
      stopTimeout: Duration.seconds(stopTimeoutSeconds),
      secrets: { DATABASE_URL },
      logging: stdoutLogs(foundation.stdoutLogGroup, `${name}/migration`),
    })
  }
}
