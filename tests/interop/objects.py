#!/usr/bin/env python3
"""Distributed Maps over the buckets of an S3-compatible service that is not ours: `objects.py PROGRAM`.

moto plays the service, within this process. It checks signatures by botocore's code, and gives pages of five objects.
boto3 writes what is read and reads what is written.
"""
import json
import logging
import os
import subprocess
import sys
import time

# The first three requests make a user and his key; all that follow have to be signed with it.
os.environ.update(INITIAL_NO_AUTH_ACTION_COUNT="3", MOTO_S3_DEFAULT_MAX_KEYS="5")

import boto3
from botocore.config import Config
from moto.server import ThreadedMotoServer

ROLE = "arn:aws:iam::123456789012:role/test"
REGION = "eu-west-1"
program = sys.argv[1]
logging.getLogger("werkzeug").setLevel(logging.ERROR)
moto = ThreadedMotoServer(port=0, verbose=False)
moto.start()
service = "http://%s:%d" % moto.get_host_and_port()


def client(name, url, key="test", secret="test"):
    config = Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"})
    return boto3.client(name, endpoint_url=url, region_name=REGION, aws_access_key_id=key,
                        aws_secret_access_key=secret, config=config)


iam = client("iam", service)
iam.create_user(UserName="maps")
key = iam.create_access_key(UserName="maps")["AccessKey"]
iam.put_user_policy(UserName="maps", PolicyName="all", PolicyDocument=json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}))
s3 = client("s3", service, key["AccessKeyId"], key["SecretAccessKey"])


class Endpoint:
    """`PROGRAM serve` over the service, with a secret for its requests."""

    def __init__(self, secret):
        environment = dict(os.environ, AWS_ACCESS_KEY_ID=key["AccessKeyId"], AWS_SECRET_ACCESS_KEY=secret)
        self.process = subprocess.Popen(
            [program, "serve", "--port", "0", "--region", REGION, "--objects", service], env=environment,
            stdout=subprocess.PIPE, text=True)
        self.sfn = client("stepfunctions", self.process.stdout.readline().strip())

    def run(self, reader, writer=None):
        """What a Map over that reader's items ends as."""
        state = {"Type": "Map", "End": True, "ItemReader": reader, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "Keep", "States": {"Keep": {"Type": "Pass", "End": True}}}}
        if writer:
            state["ResultWriter"] = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": writer}
        definition = json.dumps({"StartAt": "Each", "States": {"Each": state}})
        name = "map-%d" % time.monotonic_ns()
        machine = self.sfn.create_state_machine(name=name, definition=definition, roleArn=ROLE)["stateMachineArn"]
        execution = self.sfn.start_execution(stateMachineArn=machine)["executionArn"]
        while True:
            described = self.sfn.describe_execution(executionArn=execution)
            if described["status"] != "RUNNING":
                return described
            time.sleep(0.02)

    def end(self):
        self.process.terminate()
        assert self.process.wait(10) == 0


def reader(key, version=None, input_type="JSON"):
    parameters = {"Bucket": "import", "Key": key}
    if version:
        parameters["VersionId"] = version
    return {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": input_type},
            "Parameters": parameters}


for bucket in ["import", "results"]:
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
s3.put_bucket_versioning(Bucket="import", VersioningConfiguration={"Status": "Enabled"})
odd = "rows/ä b+c%25&<1>.json"
old = s3.put_object(Bucket="import", Key=odd, Body=b"[1, 2]")["VersionId"]
s3.put_object(Bucket="import", Key=odd, Body=b"[3]")
keys = ["many/%02d" % number for number in range(12)]
for name in keys:
    s3.put_object(Bucket="import", Key=name, Body=b"x" * 10)

endpoint = Endpoint(key["SecretAccessKey"])
assert json.loads(endpoint.run(reader(odd))["output"]) == [3]
assert json.loads(endpoint.run(reader(odd, old))["output"]) == [1, 2]

listing = {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "import", "Prefix": "many/"}}
listed = json.loads(endpoint.run(listing)["output"])
assert [item["Key"] for item in listed] == keys, listed
seen = s3.list_objects_v2(Bucket="import", Prefix=keys[0])["Contents"][0]
assert (listed[0]["Etag"], listed[0]["Size"]) == (seen["ETag"], 10), listed[0]
assert listed[0]["LastModified"] == seen["LastModified"].timestamp(), listed[0]
listing["Parameters"]["Prefix"] = "rows/"
assert json.loads(endpoint.run(listing)["output"])[0]["Key"] == odd

ended = json.loads(endpoint.run(reader(odd), {"Bucket": "results", "Prefix": "to day"})["output"])
details = ended["ResultWriterDetails"]
assert details["Bucket"] == "results" and details["Key"].startswith("to day/"), ended
manifest = json.load(s3.get_object(Bucket="results", Key=details["Key"])["Body"])
assert manifest["MapRunArn"] == ended["MapRunArn"]
[file] = manifest["ResultFiles"]["SUCCEEDED"]
written = s3.get_object(Bucket="results", Key=file["Key"])
assert written["ContentLength"] == file["Size"]
assert [record["Output"] for record in json.load(written["Body"])] == ["3"]

failed = endpoint.run(reader("missing"))
assert failed["error"] == "States.ItemReaderFailed", failed
assert failed["cause"] == "The specified key does not exist.", failed
failed = endpoint.run(reader(odd), {"Bucket": "missing", "Prefix": "a"})
assert failed["error"] == "States.ResultWriterFailed", failed
endpoint.end()

stranger = Endpoint("wrong")
failed = stranger.run(reader(odd))
assert failed["error"] == "States.ItemReaderFailed", failed
assert "signature" in failed["cause"], failed
stranger.end()
moto.stop()
print("objects: ok")
