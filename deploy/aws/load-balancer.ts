import { CfnOutput } from 'aws-cdk-lib'
import { type IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2'
import {
  type ApplicationListener,
  ApplicationLoadBalancer,
  ListenerAction,
  ListenerCertificate,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2'
import type { Construct } from 'constructs'
import type { Settings } from './settings.ts'

/** One URL for all services; the stack of a service adds its rule. */
export function addLoadBalancer(
  scope: Construct,
  vpc: IVpc,
  { certificateArn }: Settings,
): { readonly listener: ApplicationListener; readonly securityGroup: SecurityGroup } {
  // The stacks of the services cannot change this group, so it allows all outbound connections.
  const securityGroup = new SecurityGroup(scope, 'LoadBalancerGroup', { vpc })
  const loadBalancer = new ApplicationLoadBalancer(scope, 'LoadBalancer', {
    vpc,
    securityGroup,
    // Public only with TLS.
    internetFacing: certificateArn !== undefined,
    dropInvalidHeaderFields: true,
  })
  new CfnOutput(scope, 'Url', {
    value: `${certificateArn ? 'https' : 'http'}://${loadBalancer.loadBalancerDnsName}`,
  })
  const listener = loadBalancer.addListener('Listener', {
    ...(certificateArn
      ? { port: 443, certificates: [ListenerCertificate.fromArn(certificateArn)] }
      : { port: 80 }),
    open: certificateArn !== undefined,
    defaultAction: ListenerAction.fixedResponse(404),
  })
  return { listener, securityGroup }
}
