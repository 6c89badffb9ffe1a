import { expect, test } from 'vitest'
import { ownerOfName } from '../../../scripts/new-service/name-owner.ts'
import { repository } from '../support/run-script.ts'

test.each([
  ['user-activities', 'the folder apps/user-activities'],
  ['docs', 'the folder docs'],
  ['ingress', 'the folder deploy/kubernetes/ingress'],
  ['collector', 'docker-compose.yml'],
  ['foundation', 'a stack in deploy/aws'],
  ['people', 'the route /api/people of user-activities'],
  ['request', 'the variable REQUEST_TIMEOUT_MILLIS'],
  ['aws-xray', 'the variable AWS_XRAY_URL'],
  ['server', 'the code of every service'],
  ['pg-class', 'a table of Postgres'],
])('%s is taken by %s', (name, owner) => {
  expect(ownerOfName(name, repository)).toBe(owner)
})

test.each(['orders', 'order', 'class', 'user', 'home', 'activity', 'a'])('%s is free', (name) => {
  expect(ownerOfName(name, repository)).toBeUndefined()
})
