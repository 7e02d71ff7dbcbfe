//! From a task's resource to the operation whose answer its result is.

use sfn_core::program::Pattern;

/// An operation of a service, as the table names both.
pub(super) struct Place {
    pub service: &'static str,
    pub operation: String,
    /// Fields of its answer that the integration parses.
    pub open: &'static [&'static str],
}

impl Place {
    /// `service` and `action` as histories call them.
    pub fn of(service: &str, action: &str, pattern: Pattern) -> Option<Self> {
        if let Some(sdk) = service.strip_prefix("aws-sdk:") {
            return Some(Self {
                service: sdk_service(sdk)?,
                operation: action.to_owned(),
                open: &[],
            });
        }
        let service = optimized_service(service)?;
        let operation = match pattern {
            Pattern::RequestResponse => called(service, action).to_owned(),
            Pattern::Sync | Pattern::Sync2 => polled(service, action)?.to_owned(),
            Pattern::WaitForTaskToken => return None,
        };
        let open: &[&str] = match (service, pattern) {
            ("lambda", _) => &["Payload"],
            ("bedrock-runtime", _) => &["Body"],
            ("stepfunctions", Pattern::Sync2) => &["Input", "Output"],
            _ => &[],
        };
        Some(Self {
            service,
            operation,
            open,
        })
    }
}

/// The services of optimized integrations; `apigateway` and `http` answer what the called API answers.
fn optimized_service(name: &str) -> Option<&'static str> {
    Some(match name {
        "athena" => "athena",
        "batch" => "batch",
        "bedrock" => "bedrock-runtime",
        "codebuild" => "codebuild",
        "databrew" => "databrew",
        "dynamodb" => "dynamodb",
        "ecs" => "ecs",
        "eks" => "eks",
        "elasticmapreduce" => "emr",
        "emr-containers" => "emr-containers",
        "emr-serverless" => "emr-serverless",
        "events" => "events",
        "glue" => "glue",
        "lambda" => "lambda",
        "mediaconvert" => "mediaconvert",
        "sagemaker" => "sagemaker",
        "sns" => "sns",
        "sqs" => "sqs",
        "states" => "stepfunctions",
        _ => return None,
    })
}

/// The services of SDK integrations, which have the names of AWS's SDK for Java.
fn sdk_service(name: &str) -> Option<&'static str> {
    Some(match name {
        "athena" => "athena",
        "batch" => "batch",
        "bedrockruntime" => "bedrock-runtime",
        "cloudwatch" => "cloudwatch",
        "cloudwatchlogs" => "logs",
        "codebuild" => "codebuild",
        "dynamodb" => "dynamodb",
        "ecs" => "ecs",
        "eks" => "eks",
        "emr" => "emr",
        "eventbridge" => "events",
        "firehose" => "firehose",
        "glue" => "glue",
        "kinesis" => "kinesis",
        "kms" => "kms",
        "lambda" => "lambda",
        "rdsdata" => "rds-data",
        "redshiftdata" => "redshift-data",
        "s3" => "s3",
        "sagemaker" => "sagemaker",
        "scheduler" => "scheduler",
        "secretsmanager" => "secretsmanager",
        "ses" => "ses",
        "sesv2" => "sesv2",
        "sfn" => "stepfunctions",
        "sns" => "sns",
        "sqs" => "sqs",
        "ssm" => "ssm",
        "sts" => "sts",
        _ => return None,
    })
}

/// The operation behind an action of an optimized integration, where their names differ.
fn called<'a>(service: &str, action: &'a str) -> &'a str {
    match (service, action) {
        ("emr", "createCluster") => "runJobFlow",
        ("emr", "terminateCluster") => "terminateJobFlows",
        ("emr", "addStep") => "addJobFlowSteps",
        ("emr", "cancelStep") => "cancelSteps",
        ("emr", "setClusterTerminationProtection") => "setTerminationProtection",
        ("emr", "modifyInstanceFleetByName") => "modifyInstanceFleet",
        ("emr", "modifyInstanceGroupByName") => "modifyInstanceGroups",
        _ => action,
    }
}

/// The operation that tells of a job's end.
fn polled(service: &str, action: &str) -> Option<&'static str> {
    Some(match (service, action) {
        ("stepfunctions", "startExecution") => "describeExecution",
        ("batch", "submitJob") => "describeJobs",
        ("ecs", "runTask") => "describeTasks",
        ("glue", "startJobRun") => "getJobRun",
        ("athena", "startQueryExecution") => "getQueryExecution",
        ("codebuild", "startBuild") => "batchGetBuilds",
        ("codebuild", "startBuildBatch") => "batchGetBuildBatches",
        ("databrew" | "emr-containers", "startJobRun") => "describeJobRun",
        ("emr-serverless", "startJobRun") => "getJobRun",
        ("emr", "createCluster" | "terminateCluster") => "describeCluster",
        ("emr", "addStep") => "describeStep",
        ("eks", "createCluster") => "describeCluster",
        ("eks", "createNodegroup") => "describeNodegroup",
        ("eks", "createFargateProfile") => "describeFargateProfile",
        ("mediaconvert", "createJob") => "getJob",
        ("sagemaker", "createTrainingJob") => "describeTrainingJob",
        ("sagemaker", "createTransformJob") => "describeTransformJob",
        ("sagemaker", "createProcessingJob") => "describeProcessingJob",
        ("sagemaker", "createLabelingJob") => "describeLabelingJob",
        ("sagemaker", "createHyperParameterTuningJob") => "describeHyperParameterTuningJob",
        _ => return None,
    })
}
