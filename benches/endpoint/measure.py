#!/usr/bin/env python3
"""The endpoint under load, as figures: `measure.py [--program target/release/sfn] [--repeat 5]`.

Starts the program's `serve` anew for each figure and prints medians of what was measured, and the machine's load:

- starts per second: requests that start executions of two states, over eight connections, until the last is answered;
- transitions per second: executions of 1,000 transitions each, until the last has ended;
- memory of an execution that waits, in a Wait state and for the worker of an activity: what the resident set grows by.

Requests are written many at a time (HTTP pipelining) and are made beforehand: what is measured is the server and not Python.
"""
import argparse
import json
import os
import re
import socket
import statistics
import subprocess
import threading
import time

ROLE = "arn:aws:iam::123456789012:role/bench"
CONNECTIONS = 8
BATCH = 50


def request(operation, **body):
    body = json.dumps(body).encode()
    head = (f"POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: AWSStepFunctions.{operation}\r\n"
            f"Content-Type: application/x-amz-json-1.0\r\nContent-Length: {len(body)}\r\n\r\n")
    return head.encode() + body


class Connection:
    def __init__(self, address):
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def many(self, requests):
        """Sends requests at once; their answers."""
        self.socket.sendall(b"".join(requests))
        answers, data = [], self.rest
        while len(answers) < len(requests):
            at = 0
            while (end := data.find(b"\r\n\r\n", at)) >= 0:
                head = data[at:end]
                length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
                if len(data) < end + 4 + length:
                    break
                body = data[end + 4:end + 4 + length]
                if not head.startswith(b"HTTP/1.1 200"):
                    raise SystemExit(f"measure.py: {head.decode()}\n{body.decode()}")
                answers.append(body)
                at = end + 4 + length
            data = data[at:]
            if len(answers) < len(requests):
                data += self.socket.recv(1 << 20)
        self.rest = data
        return answers

    def call(self, operation, **body):
        return json.loads(self.many([request(operation, **body)])[0])


class Server:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
        host, port = self.process.stdout.readline().strip().removeprefix("http://").split(":")
        self.address = (host, int(port))
        self.connection = Connection(self.address)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def machine(self, definition):
        created = self.connection.call(
            "CreateStateMachine", name="bench", definition=json.dumps(definition), roleArn=ROLE)
        return created["stateMachineArn"]

    def start(self, machine, count, execution_input="{}"):
        """Starts executions over all connections; the seconds until the last start is answered."""
        share = count // CONNECTIONS
        batch = [request("StartExecution", stateMachineArn=machine, input=execution_input)] * BATCH
        connections = [Connection(self.address) for _ in range(CONNECTIONS)]

        def work(connection):
            for begun in range(0, share, BATCH):
                connection.many(batch[:share - begun])

        threads = [threading.Thread(target=work, args=[connection]) for connection in connections]
        begun = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return share * CONNECTIONS, time.perf_counter() - begun

    def running(self, machine):
        page = self.connection.call(
            "ListExecutions", stateMachineArn=machine, statusFilter="RUNNING", maxResults=1)
        return bool(page["executions"])

    def resident(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+) kB", status.read())[1]) * 1024


def starts(program):
    states = {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Succeed"}}
    with Server(program) as server:
        machine = server.machine({"StartAt": "A", "States": states})
        server.start(machine, 1_000)
        count, took = server.start(machine, 20_000)
        return count / took


def transitions(program, definition):
    with Server(program) as server:
        machine = server.machine(definition)
        begun = time.perf_counter()
        count, _ = server.start(machine, 400, '{"i": 0}')
        while server.running(machine):
            time.sleep(0.005)
        took = time.perf_counter() - begun
        described = server.connection.call("ListExecutions", stateMachineArn=machine, statusFilter="SUCCEEDED")
        assert described["executions"], "none has succeeded"
        return count * 1_000 / took


def waiting(program, state, count=20_000):
    with Server(program) as server:
        server.connection.call("CreateActivity", name="bench")
        machine = server.machine({"StartAt": "Wait", "States": {"Wait": {**state, "End": True}}})
        server.start(machine, 80)
        before = server.resident()
        started, _ = server.start(machine, count)
        time.sleep(0.5)
        return (server.resident() - before) / started


JSONPATH = {"StartAt": "C", "States": {
    "C": {"Type": "Choice", "Choices": [{"Variable": "$.i", "NumericLessThan": 500, "Next": "P"}], "Default": "End"},
    "P": {"Type": "Pass", "Parameters": {"i.$": "States.MathAdd($.i, 1)"}, "Next": "C"},
    "End": {"Type": "Succeed"}}}
JSONATA = {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
    "C": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.i < 500 %}", "Next": "P"}], "Default": "End"},
    "P": {"Type": "Pass", "Output": {"i": "{% $states.input.i + 1 %}"}, "Next": "C"},
    "End": {"Type": "Succeed"}}}
ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:bench"
FIGURES = {
    "starts per second": starts,
    "transitions per second, JSONPath": lambda program: transitions(program, JSONPATH),
    "transitions per second, JSONata": lambda program: transitions(program, JSONATA),
    "bytes of an execution in a Wait state": lambda program: waiting(
        program, {"Type": "Wait", "Seconds": 3600}),
    "bytes of an execution whose activity task waits": lambda program: waiting(
        program, {"Type": "Task", "Resource": ACTIVITY}),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="target/release/sfn")
    parser.add_argument("--repeat", type=int, default=5)
    arguments = parser.parse_args()
    load = [os.getloadavg()[0]]
    for name, figure in FIGURES.items():
        runs = []
        for _ in range(arguments.repeat):
            runs.append(figure(arguments.program))
            load.append(os.getloadavg()[0])
        print(f"{name}: {statistics.median(runs):,.0f} (of {', '.join(f'{run:,.0f}' for run in runs)})", flush=True)
    print(f"load: {min(load):.1f} to {max(load):.1f}, {os.cpu_count()} cores")


main()
