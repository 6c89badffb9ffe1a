import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case } from '../support/case.ts'

const deploy = join(import.meta.dirname, '../../deploy')
const { devDependencies } = JSON.parse(readFileSync(join(deploy, 'package.json'), 'utf8'))
const publicContext = [
  ...['-c', 'certificateArn=arn:aws:acm:eu-central-1:123456789012:certificate/1'],
  ...['-c', 'registrySecret=registry', '-c', 'alarmEmail=on-call@cruddur.example'],
]

export const cdkNag: Case = {
  name: 'cdk-nag',
  role: 'judge of the stacks in deploy/aws',
  needs: ['npm'],
  programs: ['aws-cdk', 'aws-cdk-lib', 'cdk-nag'].map((name) => `${name} ${devDependencies[name]}`),
  async run({ processes, folder, passed }) {
    const pnpm = (...args: string[]) =>
      processes.run('npx', ['--yes', 'pnpm@12', '--dir', deploy, ...args])
    await pnpm('install', '--frozen-lockfile')
    for (const context of [[], publicContext])
      await pnpm('synth', '--quiet', '--output', folder, ...context)
    passed(
      'cdk synth without a finding of the AWS Solutions rules, internal and public; accepted findings and reasons: deploy/aws/check-rules.ts',
    )
  },
}
