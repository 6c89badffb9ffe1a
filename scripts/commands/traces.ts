#!/usr/bin/env -S node --conditions=cruddur-source
import { localEnvironment } from '../dev/local-stack.ts'

Object.assign(process.env, localEnvironment(process.env))
await import('../../apps/console/src/cli/main.ts')
