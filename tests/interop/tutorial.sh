#!/usr/bin/env bash
# The commands of AWS's tutorial, by the unmodified `aws`, with what they have to answer. `tutorial.sh URL`
set -euo pipefail
url=$1
account=arn:aws:states:us-east-1:123456789012
role=arn:aws:iam::123456789012:role/StepFunctionsRole

sfn() { aws stepfunctions --endpoint-url "$url" --output text "$@"; }

# check NAME WANTED FOUND
check() {
  [[ $3 == "$2" ]] && return
  printf 'tutorial: %s: wanted\n  %s\nand found\n  %s\n' "$1" "$2" "$3" >&2
  exit 1
}

# ended EXECUTION: waits for its end; its status.
ended() {
  local status
  for _ in $(seq 200); do
    status=$(sfn describe-execution --execution-arn "$1" --query status)
    [[ $status != RUNNING ]] && break
    sleep 0.05
  done
  echo "$status"
}

# create NAME DEFINITION: its ARN.
create() {
  sfn create-state-machine --name "$1" --definition "$2" --role-arn "$role" --query stateMachineArn
}

# What the program brought with it.
check "list-state-machines" lambda_task "$(sfn list-state-machines --query 'stateMachines[].name')"

# The three definitions.
check "create-state-machine" "$account:stateMachine:MyStateMachine" \
  "$(create MyStateMachine file://examples/hello/tutorial.asl.json)"
lambda=$(create MyLambdaStateMachine file://examples/lambda_task/tutorial.asl.json)
parallel=$(create MyParallelStateMachine file://examples/parallel/tutorial.asl.json)

execution=$(sfn start-execution --state-machine-arn "$account:stateMachine:MyStateMachine" --query executionArn)
check "describe-execution" SUCCEEDED "$(ended "$execution")"
check "output" '"Hello from Step Functions!"' "$(sfn describe-execution --execution-arn "$execution" --query output)"
check "get-execution-history" $'ExecutionStarted\tPassStateEntered\tPassStateExited\tExecutionSucceeded' \
  "$(sfn get-execution-history --execution-arn "$execution" --query 'events[].type')"

execution=$(sfn start-execution --state-machine-arn "$lambda" --input '{"name": "Ada"}' --query executionArn)
check "a Lambda function" SUCCEEDED "$(ended "$execution")"
check "its result" '{"statusCode":200,"body":"Hello from Ada!"}' \
  "$(sfn describe-execution --execution-arn "$execution" --query output)"

execution=$(sfn start-execution --state-machine-arn "$parallel" --input '{"a": 1}' --query executionArn)
check "branches" SUCCEEDED "$(ended "$execution")"
check "their results" '[{"a":1},{"a":1}]' "$(sfn describe-execution --execution-arn "$execution" --query output)"

# Stopped while it waits, an execution keeps its history.
hour=$(create Hour '{"StartAt": "Hour", "States": {"Hour": {"Type": "Wait", "Seconds": 3600, "End": true}}}')
execution=$(sfn start-execution --state-machine-arn "$hour" --query executionArn)
check "running" RUNNING "$(sfn describe-execution --execution-arn "$execution" --query status)"
sfn stop-execution --execution-arn "$execution" --error Enough --cause "no need" >/dev/null
check "stop-execution" $'ABORTED\tEnough\tno need' \
  "$(sfn describe-execution --execution-arn "$execution" --query '[status, error, cause]')"
check "its history" $'ExecutionStarted\tWaitStateEntered\tExecutionAborted' \
  "$(sfn get-execution-history --execution-arn "$execution" --query 'events[].type')"

# An approval.
activity=$(sfn create-activity --name Approval --query activityArn)
check "create-activity" "$account:activity:Approval" "$activity"
order=$(create Order "{\"StartAt\": \"Approve\", \"States\": {\"Approve\": {
  \"Type\": \"Task\", \"Resource\": \"$activity\", \"HeartbeatSeconds\": 600, \"End\": true}}}")
execution=$(sfn start-execution --state-machine-arn "$order" --input '{"order": 7}' --query executionArn)
token=$(sfn get-activity-task --activity-arn "$activity" --worker-name Ann --query taskToken)
sfn send-task-heartbeat --task-token "$token"
sfn send-task-success --task-token "$token" --task-output '{"approved": true}'
check "send-task-success" SUCCEEDED "$(ended "$execution")"
check "the approval" '{"approved":true}' "$(sfn describe-execution --execution-arn "$execution" --query output)"

# Refusals reach the shell.
if message=$(sfn describe-execution --execution-arn "$account:execution:None:none" 2>&1); then
  check "a refusal" "an exit code" "none"
fi
[[ $message == *"Execution Does Not Exist: '$account:execution:None:none'"* ]] ||
  check "a refusal" "its message" "$message"
echo "tutorial: ok"
