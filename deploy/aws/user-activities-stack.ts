import { Stack, type StackProps } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-ecs'
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { CruddurService } from './fargate-service.ts'
import type { FoundationStack } from './foundation-stack.ts'
import type { Settings } from './settings.ts'

export interface ServiceStackProps extends StackProps {
  readonly settings: Settings
  readonly foundation: FoundationStack
}

/** Owner of the activities; each task migrates the schema before the service starts. */
export class UserActivitiesStack extends Stack {
  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props)
    const { settings, foundation } = props
    const name = 'user-activities'
    // JSON with `url`, a postgres:// URL, and `caCertificates`, PEM certificates or an empty text.
    const stored = StoredSecret.fromSecretNameV2(
      this,
      'Database',
      `cruddur/${settings.environment}/database`,
    )
    new CruddurService(this, 'UserActivities', {
      name,
      settings,
      foundation,
      route: { priority: 20, paths: ['/api/*'] },
      initCommand: ['--enable-source-maps', 'dist/migrate.js'],
      environment: { USER_ACTIVITIES_SAMPLE_DATA: String(settings.sampleData) },
      secrets: {
        DATABASE_URL: Secret.fromSecretsManager(stored, 'url'),
        DATABASE_CA_CERTIFICATES: Secret.fromSecretsManager(stored, 'caCertificates'),
      },
    })
  }
}
