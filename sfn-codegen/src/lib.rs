//! What leaves a workflow program: ASL JSON and diagrams.
