import { type App, type Stack, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { buildStacks } from './build-stacks.ts'

/** Accepted findings of a stack: rule and reason. */
const foundationFindings = {
  'AwsSolutions-VPC7': 'Flow logs cost extra: enable them on an existing VPC and pass its vpcId.',
  'AwsSolutions-EC23': 'With a certificate the load balancer is public: HTTPS from any address.',
  'AwsSolutions-ELB2': 'The services log each request; access logs need a bucket of the account.',
}
const serviceFindings = {
  'AwsSolutions-ECS2': 'The variables have addresses and names; keys and passwords are secrets.',
  'AwsSolutions-IAM5[Resource::*]': 'X-Ray and PutMetricData have no resources to name.',
  'AwsSolutions-EC23': 'The rule cannot read the address range of the VPC, a reference.',
}

/** Fails `cdk synth` and `cdk deploy` on findings of the AWS Solutions rules that are not accepted here. */
export function checkRules(app: App, stacks: ReturnType<typeof buildStacks>): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  accept(stacks.foundation, foundationFindings)
  for (const stack of stacks.services.values()) accept(stack, serviceFindings)
}

function accept(stack: Stack, findings: Readonly<Record<string, string>>): void {
  for (const [id, reason] of Object.entries(findings))
    Validations.of(stack).acknowledge({ id, reason })
}
