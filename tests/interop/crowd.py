#!/usr/bin/env python3
"""Many at once: 1,000 workers that wait for tasks, 10,000 executions started together: `crowd.py URL`."""
import asyncio
import json
import sys
import time
from urllib.parse import urlparse

WORKERS = 1000
EXECUTIONS = 10000
ROLE = "arn:aws:iam::123456789012:role/test"
address = urlparse(sys.argv[1])


class Connection:
    """One connection that requests go over, one after the other."""

    async def open(self):
        self.reader, self.writer = await asyncio.open_connection(address.hostname, address.port)
        return self

    async def call(self, operation, **request):
        body = json.dumps(request).encode()
        head = (f"POST / HTTP/1.1\r\nHost: {address.netloc}\r\nX-Amz-Target: AWSStepFunctions.{operation}\r\n"
                f"Content-Type: application/x-amz-json-1.0\r\nContent-Length: {len(body)}\r\n\r\n")
        self.writer.write(head.encode() + body)
        status = int((await self.reader.readline()).split()[1])
        length = 0
        while (line := await self.reader.readline()) != b"\r\n":
            name, _, value = line.decode().partition(":")
            if name.lower() == "content-length":
                length = int(value)
        answer = json.loads(await self.reader.readexactly(length))
        assert status == 200, (operation, status, answer)
        return answer


async def machine(connection, name, states):
    definition = json.dumps({"StartAt": next(iter(states)), "States": states})
    created = await connection.call("CreateStateMachine", name=name, definition=definition, roleArn=ROLE)
    return created["stateMachineArn"]


async def statuses(connection, arn, wanted):
    """Waits until as many executions of a machine have that status, for at most two minutes."""
    for _ in range(600):
        count, token = 0, None
        while True:
            page = {"nextToken": token} if token else {}
            page = await connection.call(
                "ListExecutions", stateMachineArn=arn, statusFilter="SUCCEEDED", maxResults=1000, **page)
            count, token = count + len(page["executions"]), page.get("nextToken")
            if not token:
                break
        if count >= wanted:
            return count
        await asyncio.sleep(0.2)
    return count


async def polls(connection):
    """Each worker gets one task, and answers it."""
    activity = (await connection.call("CreateActivity", name="crowd"))["activityArn"]
    arn = await machine(connection, "crowd-workers", {"Ask": {"Type": "Task", "Resource": activity, "End": True}})

    async def work():
        worker = await Connection().open()
        task = await worker.call("GetActivityTask", activityArn=activity)
        await worker.call("SendTaskSuccess", taskToken=task["taskToken"], output=task["input"])
        worker.writer.close()

    workers = [asyncio.create_task(work()) for _ in range(WORKERS)]
    await asyncio.sleep(1)
    for number in range(WORKERS):
        await connection.call("StartExecution", stateMachineArn=arn, input=str(number))
    await asyncio.gather(*workers)
    return await statuses(connection, arn, WORKERS)


async def starts(connection):
    arn = await machine(connection, "crowd-starts", {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}})
    connections = [await Connection().open() for _ in range(64)]

    async def some(worker, count):
        for _ in range(count):
            await worker.call("StartExecution", stateMachineArn=arn)

    begun = time.monotonic()
    shares = [EXECUTIONS // 64 + (number < EXECUTIONS % 64) for number in range(64)]
    await asyncio.gather(*map(some, connections, shares))
    took = time.monotonic() - begun
    return await statuses(connection, arn, EXECUTIONS), took


async def main():
    connection = await Connection().open()
    answered = await polls(connection)
    ended, took = await starts(connection)
    print(f"crowd: {answered} of {WORKERS} long polls answered; {ended} of {EXECUTIONS} executions ended, "
          f"started at {EXECUTIONS / took:.0f}/s")
    sys.exit(0 if (answered, ended) == (WORKERS, EXECUTIONS) else 1)


asyncio.run(main())
