//! JSON values and JSONata as AWS Step Functions evaluates it, with bounded cost.
