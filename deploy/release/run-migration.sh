#!/usr/bin/env bash
# Runs the migration task of a stack once and waits for its end. Arguments: the stack's name, the file
# that `cdk deploy --outputs-file` wrote.
set -euo pipefail
output() {
  node -e 'const [stack, file, key] = process.argv.slice(1)
    console.log(JSON.parse(require("fs").readFileSync(file, "utf8"))[stack][key])' "$1" "$2" "$3"
}
cluster=$(output "$1" "$2" Cluster)
definition=$(output "$1" "$2" TaskDefinition)
network=$(output "$1" "$2" Network)

task=$(aws ecs run-task --launch-type FARGATE --cluster "$cluster" --task-definition "$definition" \
  --network-configuration "$network" --query 'tasks[0].taskArn' --output text)
aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"
code=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" \
  --query 'tasks[0].containers[0].exitCode' --output text)
echo "migration $task ended with $code"
[ "$code" = 0 ]
