#!/usr/bin/env python3
"""boto3 against the endpoint: `client.py URL`."""
import sys
import time

import boto3
from botocore.config import Config

url = sys.argv[1]
# Two operations would go to sync-127.0.0.1, which is no name of this machine.
config = Config(inject_host_prefix=False, retries={"total_max_attempts": 1}, read_timeout=70)
sfn = boto3.client("stepfunctions", endpoint_url=url, config=config)
ROLE = "arn:aws:iam::123456789012:role/test"
PASS = '{"StartAt": "Keep", "States": {"Keep": {"Type": "Pass", "End": true}}}'


def ended(execution):
    while True:
        described = sfn.describe_execution(executionArn=execution)
        if described["status"] != "RUNNING":
            return described
        time.sleep(0.02)


machine = sfn.create_state_machine(name="boto3", definition=PASS, roleArn=ROLE, publish=True)
arn, version = machine["stateMachineArn"], machine["stateMachineVersionArn"]
alias = sfn.create_state_machine_alias(
    name="live", routingConfiguration=[{"stateMachineVersionArn": version, "weight": 100}])["stateMachineAliasArn"]
executions = [sfn.start_execution(stateMachineArn=alias, input=str(n))["executionArn"] for n in range(5)]
assert [ended(execution)["output"] for execution in executions] == list("01234")
assert ended(executions[0])["stateMachineVersionArn"] == version
assert ended(executions[0])["stopDate"] >= ended(executions[0])["startDate"]

pages = sfn.get_paginator("list_executions").paginate(stateMachineArn=arn, PaginationConfig={"PageSize": 2})
assert [entry["executionArn"] for page in pages for entry in page["executions"]] == executions[::-1]
history = sfn.get_paginator("get_execution_history").paginate(
    executionArn=executions[0], PaginationConfig={"PageSize": 1})
assert [event["id"] for page in history for event in page["events"]] == [1, 2, 3, 4]

express = sfn.create_state_machine(name="express", definition=PASS, roleArn=ROLE, type="EXPRESS")["stateMachineArn"]
assert sfn.start_sync_execution(stateMachineArn=express, input='{"a": 1}')["output"] == '{"a":1}'
assert sfn.test_state(definition='{"Type": "Pass", "Result": 1, "End": true}', input="{}")["output"] == "1"
assert sfn.validate_state_machine_definition(definition="{}")["result"] == "FAIL"

try:
    sfn.start_execution(stateMachineArn=arn, input="oops")
    raise SystemExit("client.py: an input that is not JSON was taken")
except sfn.exceptions.InvalidExecutionInput as refusal:
    assert "Unrecognized token 'oops'" in str(refusal), refusal
print("boto3: ok")
