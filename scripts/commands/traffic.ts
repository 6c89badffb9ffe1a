#!/usr/bin/env -S node --conditions=cruddur-source
import { localEnvironment } from '../dev/local-stack.ts'

Object.assign(process.env, localEnvironment(process.env))
await import('../../e2e/traffic/main.ts')
