#!/usr/bin/env python3
"""Writes services.txt: what AWS's services answer, as far as TestState's mocks are held to it.

    pip install botocore && sfn-local/schema/generate.py > sfn-local/schema/services.txt

Names, types and bounds come from botocore's service models (Apache-2.0); no text of theirs is taken. `service_schema/table.rs`
describes the lines. Services with optimized integrations are there with the actions that these offer and the ones that
they poll; other services are those that state machines call most.
"""
import sys

import botocore
import botocore.session

# Everything that these services can be asked.
WHOLE = """athena batch bedrock-runtime cloudwatch dynamodb ecs events firehose kinesis kms lambda logs rds-data redshift-data
s3 scheduler secretsmanager ses sesv2 sns sqs ssm stepfunctions sts""".split()

# What optimized integrations call and poll.
PART = {
    "codebuild": "StartBuild StopBuild BatchDeleteBuilds BatchGetReports BatchGetBuilds StartBuildBatch StopBuildBatch"
                 " RetryBuildBatch DeleteBuildBatch BatchGetBuildBatches",
    "databrew": "StartJobRun DescribeJobRun",
    "eks": "CreateCluster DeleteCluster DescribeCluster CreateNodegroup DeleteNodegroup DescribeNodegroup"
           " CreateFargateProfile DeleteFargateProfile DescribeFargateProfile",
    "emr": "RunJobFlow DescribeCluster TerminateJobFlows AddJobFlowSteps CancelSteps DescribeStep"
           " SetTerminationProtection ModifyInstanceFleet ModifyInstanceGroups",
    "emr-containers": "CreateVirtualCluster DeleteVirtualCluster DescribeVirtualCluster StartJobRun DescribeJobRun",
    "emr-serverless": "CreateApplication DeleteApplication StartApplication StopApplication GetApplication StartJobRun"
                      " CancelJobRun GetJobRun",
    "glue": "StartJobRun GetJobRun BatchStopJobRun StartCrawler GetCrawler StartWorkflowRun GetTable GetTables GetDatabase",
    "mediaconvert": "CreateJob GetJob",
    "sagemaker": "CreateEndpoint UpdateEndpoint DescribeEndpoint CreateEndpointConfig CreateModel CreateLabelingJob"
                 " DescribeLabelingJob CreateTrainingJob DescribeTrainingJob CreateTransformJob DescribeTransformJob"
                 " CreateHyperParameterTuningJob DescribeHyperParameterTuningJob CreateProcessingJob DescribeProcessingJob",
}

NUMBERS = {"integer", "long", "float", "double", "bigdecimal", "biginteger"}
TEXTS = {"string", "blob", "timestamp", "character"}


def capital(name):
    """Names in state machines begin with a capital, whatever they do on the wire."""
    return name[0].upper() + name[1:]


def bounds(shape):
    least, most = shape.get("min"), shape.get("max")
    if least in (None, 0) and most is None:
        return ""
    number = lambda bound: "" if bound is None else f"{bound:g}" if abs(bound) < 1e6 else str(int(bound))  # noqa: E731
    return f"({number(least)},{number(most)})"


class Service:
    def __init__(self, name, wanted):
        session = botocore.session.get_session()
        model = session.get_component("data_loader").load_service_model(name, "service-2")
        self.shapes = model["shapes"]
        self.lines = {}
        self.operations = {}
        for operation, definition in sorted(model["operations"].items()):
            if wanted is None or operation in wanted:
                output = definition.get("output")
                self.operations[operation[0].lower() + operation[1:]] = self.type(output["shape"]) if output else "-"
        missing = set(wanted or ()) - set(model["operations"])
        assert not missing, (name, missing)

    def type(self, name):
        """A type as it is written: its letter, or the name of a line."""
        shape = self.shapes[name]
        kind = shape["type"]
        if kind in NUMBERS:
            return "n" + bounds(shape)
        if kind == "boolean":
            return "b"
        if kind in TEXTS and not all(word and " " not in word for word in shape.get("enum", [""])):
            return "s" + (bounds(shape) if kind != "timestamp" else "")
        if shape.get("document"):
            return "?"
        if name not in self.lines:
            self.lines[name] = None
            self.lines[name] = self.line(shape, kind)
        return "=" + name

    def line(self, shape, kind):
        if kind in TEXTS:
            return "enum " + " ".join(shape["enum"])
        if kind == "list":
            return f"list{bounds(shape)} {self.type(shape['member']['shape'])}"
        if kind == "map":
            return f"map {self.type(shape['value']['shape'])}"
        required = set(shape.get("required", ()))
        members = (f"{capital(member)}{'!' if member in required else ''}:{self.type(ref['shape'])}"
                   for member, ref in shape.get("members", {}).items())
        return " ".join(["struct", *members])

    def write(self, name, out):
        out.write(f"service {name}\n")
        for operation, type_ in self.operations.items():
            out.write(f"{operation} {type_}\n")
        for shape, line in sorted(self.lines.items()):
            out.write(f"={shape} {line}\n")


def main():
    sys.stdout.write(f"# Written by generate.py from the service models of botocore {botocore.__version__}. Do not edit.\n")
    wanted = {name: None for name in WHOLE} | {name: set(operations.split()) for name, operations in PART.items()}
    for name in sorted(wanted):
        Service(name, wanted[name]).write(name, sys.stdout)


if __name__ == "__main__":
    main()
