#!/usr/bin/env python3
"""Requests that no client sends, made from the service model that botocore brings: `fuzz.py URL [--requests N]`.

Every member of every operation takes values of its own kind and of every other: at the ends of its range and beyond,
from its enumeration and beside it, ARNs of what there is and of what there is not. An answer of 500, a request that hangs
or a server that grows is a fault. The same seed sends the same requests.
"""
import argparse
import http.client
import json
import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlparse

import botocore.session

PREFIX = "arn:aws:states:us-east-1:123456789012:"
ARNS = [PREFIX + rest for rest in (
    "stateMachine:fuzz", "stateMachine:fuzz:1", "stateMachine:fuzz:live", "stateMachine:none", "stateMachine:fuzz#Case",
    "execution:fuzz:one", "execution:fuzz:none", "express:fuzz:one:two", "activity:fuzz", "activity:none",
    "mapRun:fuzz/Each:none", "stateMachine:", "other:x", ":::")] + ["arn:", "arn:aws:s3:::x", "x", ""]
DEFINITIONS = [
    '{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}',
    '{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "Next": "B"}, "B": {"Type": "Fail"}}}',
    '{"Type": "Pass", "End": true}', "{}", "[]", "null", "{", '{"StartAt": 1}', '{"a": ' * 400, "\u0000", "",
    '{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "Output": "{% $a( %}", "End": true}}}']
JSON_TEXTS = DEFINITIONS + ["1e999", '"\\ud800"', "[" * 3000, '{"a": 1, "a": 2}', "7", '"x"']
ODD = [None, True, 7, -1, 2**63, 1.5, "", "x", "ä\U0001f600", "x" * 5000, [], [[]], {}, {"a": {}}]
# What would wait for a minute, or for another's work.
SLOW = {"GetActivityTask"}


class Generator:
    def __init__(self, seed):
        self.model = botocore.session.Session().get_service_model("stepfunctions")
        self.random = random.Random(seed)
        self.operations = sorted(set(self.model.operation_names) - SLOW)

    def request(self):
        pick = self.random
        if pick.random() < 0.02:
            return pick.choice(["Nothing", "", "StartExecution ", "startExecution"]), b"{}"
        operation = pick.choice(self.operations)
        if pick.random() < 0.04:
            return operation, pick.choice([b"", b"{", b"[]", b"null", b"\xff", b'{"a":' * 5000, b'{"a": "' + b"x" * 999999])
        shape = self.model.operation_model(operation).input_shape
        return operation, json.dumps(self.structure(shape, 0)).encode()

    def structure(self, shape, depth):
        made = {}
        for name, member in shape.members.items():
            needed = name in shape.required_members
            if self.random.random() < (0.97 if needed else 0.35):
                made[name] = self.value(name, member, depth)
        if self.random.random() < 0.05:
            made[self.random.choice(["", "unknown", "__type"])] = self.random.choice(ODD)
        return made

    def value(self, name, shape, depth):
        pick = self.random
        if pick.random() < 0.08 or depth > 6:
            return pick.choice(ODD)
        kind = shape.type_name
        if kind == "structure":
            return self.structure(shape, depth + 1)
        if kind == "list":
            return [self.value(name, shape.member, depth + 1) for _ in range(pick.choice([0, 1, 1, 2, 3, 60]))]
        if kind == "map":
            return {str(n): self.value(name, shape.value, depth + 1) for n in range(pick.randrange(3))}
        if kind == "boolean":
            return pick.random() < 0.5
        ends = [shape.metadata[end] for end in ("min", "max") if end in shape.metadata]
        if kind in ("integer", "long", "float", "double"):
            return pick.choice([0, 1] + [end + by for end in ends for by in (-1, 0, 1)])
        return self.text(name, shape, [int(end) for end in ends])

    def text(self, name, shape, ends):
        pick = self.random
        if getattr(shape, "enum", None):
            return pick.choice(shape.enum + ["OTHER", shape.enum[0].lower()])
        if name.lower().endswith("arn"):
            return pick.choice(ARNS)
        if name == "definition":
            return pick.choice(DEFINITIONS)
        if name in ("input", "output", "result", "context", "variables", "mapItemReaderData"):
            return pick.choice(JSON_TEXTS)
        if name in ("name", "stateName", "workerName"):
            return pick.choice(["fuzz", "one", "live", "a b", "a:b", "#", "é", "x" * 80, "x" * 81])
        lengths = [end + by for end in ends for by in (0, 1) if end + by < 40000]
        return pick.choice(["", "x", "a.b.c", "\u007f"] + ["y" * length for length in lengths])


def prepare(call):
    machine = {"name": "fuzz", "definition": DEFINITIONS[0], "roleArn": "arn:aws:iam::123456789012:role/x", "publish": True}
    assert call("CreateStateMachine", json.dumps(machine).encode())[0] == 200
    assert call("CreateActivity", b'{"name": "fuzz"}')[0] == 200
    start = {"stateMachineArn": ARNS[0], "name": "one"}
    assert call("StartExecution", json.dumps(start).encode())[0] == 200


def resident_bytes(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("url")
    arguments.add_argument("--requests", type=int, default=10000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--pid", type=int, help="the server, whose memory is watched")
    options = arguments.parse_args()
    address = urlparse(options.url)

    def call(operation, body):
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        try:
            headers = {"X-Amz-Target": f"AWSStepFunctions.{operation}", "Content-Type": "application/x-amz-json-1.0"}
            connection.request("POST", "/", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    generator = Generator(options.seed)
    prepare(call)
    requests = [generator.request() for _ in range(options.requests)]
    counts, faults, sizes, slowest = {}, [], [], 0.0

    def one(request):
        begun = time.monotonic()
        try:
            status, body = call(*request)
            json.loads(body)
        except Exception as fault:
            status, body = repr(fault), b""
        return request, status, body, time.monotonic() - begun

    with ThreadPoolExecutor(8) as pool:
        quarter = max(1, len(requests) // 4)
        for at in range(0, len(requests), quarter):
            for request, status, body, took in pool.map(one, requests[at:at + quarter]):
                counts[status] = counts.get(status, 0) + 1
                slowest = max(slowest, took)
                if status not in (200, 400, 413):
                    faults.append((request[0], request[1][:300], status, body[:300]))
            if options.pid:
                sizes.append(resident_bytes(options.pid) // 1024**2)
    print(f"fuzz: {len(requests)} requests, {counts}, slowest {slowest:.2f} s, memory after each quarter {sizes} MiB")
    for fault in faults[:10]:
        print("fuzz:", *fault, file=sys.stderr)
    # Executions and machines that were created are kept, and are worth a few kilobytes each.
    grows = bool(sizes) and sizes[-1] - sizes[0] > 64
    if grows:
        print("fuzz: the server grows", file=sys.stderr)
    sys.exit(1 if faults or grows or 200 not in counts else 0)


if __name__ == "__main__":
    main()
