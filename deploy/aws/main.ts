import { App } from 'aws-cdk-lib'
import { buildStacks } from './build-stacks.ts'
import { checkRules } from './check-rules.ts'
import { readSettings } from './settings.ts'

const app = new App({ context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } })
const stacks = buildStacks(
  app,
  readSettings((name) => app.node.tryGetContext(name)),
)
checkRules(app, stacks)
