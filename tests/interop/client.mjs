// AWS's SDK for JavaScript against the endpoint: `node client.mjs URL`.
import assert from "node:assert/strict";
import {
  CreateActivityCommand,
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetActivityTaskCommand,
  SFNClient,
  SendTaskSuccessCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  paginateGetExecutionHistory,
} from "@aws-sdk/client-sfn";

const client = new SFNClient({
  endpoint: process.argv[2],
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  // Two operations would go to sync-127.0.0.1, which is no name of this machine.
  disableHostPrefix: true,
  maxAttempts: 1,
});
const send = (command) => client.send(command);
const roleArn = "arn:aws:iam::123456789012:role/test";

const { activityArn } = await send(new CreateActivityCommand({ name: "JavaScript" }));
const definition = JSON.stringify({
  StartAt: "Ask",
  States: { Ask: { Type: "Task", Resource: activityArn, End: true } },
});
const { stateMachineArn } = await send(new CreateStateMachineCommand({ name: "JavaScript", definition, roleArn }));
const { executionArn } = await send(new StartExecutionCommand({ stateMachineArn, input: '{"n": 1}' }));
const task = await send(new GetActivityTaskCommand({ activityArn }));
assert.equal(task.input, '{"n":1}');
await send(new SendTaskSuccessCommand({ taskToken: task.taskToken, output: '{"n": 2}' }));

let described;
do {
  described = await send(new DescribeExecutionCommand({ executionArn }));
} while (described.status === "RUNNING");
assert.equal(described.output, '{"n":2}');
assert(described.startDate instanceof Date);

const types = [];
for await (const page of paginateGetExecutionHistory({ client, pageSize: 2 }, { executionArn })) {
  types.push(...page.events.map((event) => event.type));
}
assert.deepEqual(types, [
  "ExecutionStarted",
  "TaskStateEntered",
  "ActivityScheduled",
  "ActivityStarted",
  "ActivitySucceeded",
  "TaskStateExited",
  "ExecutionSucceeded",
]);

const pass = JSON.stringify({ StartAt: "Keep", States: { Keep: { Type: "Pass", End: true } } });
const express = await send(
  new CreateStateMachineCommand({ name: "JavaScriptExpress", definition: pass, roleArn, type: "EXPRESS" }),
);
const ran = await send(new StartSyncExecutionCommand({ stateMachineArn: express.stateMachineArn, input: "7" }));
assert.equal(ran.output, "7");

await assert.rejects(
  send(new DescribeExecutionCommand({ executionArn: executionArn.replace(/[^:]*$/, "none") })),
  ExecutionDoesNotExist,
);
console.log("JavaScript: ok");
