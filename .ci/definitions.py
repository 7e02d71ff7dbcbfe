#!/usr/bin/env python3
"""Holds the rules of sfn-asl to what AWS said of recorded definitions.

    .ci/definitions.py CASES -- CHECKER...

CASES is the folder of recorded cases; CHECKER answers `sfn-asl/examples/batch.rs`'s lines. A definition that AWS took must
pass the rules and be written as it was read; one that it refused as InvalidDefinition must be refused, with the message
that AWS gave where one was recorded.
"""
import json
import pathlib
import re
import subprocess
import sys

ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:recorded"
MACHINE = "arn:aws:states:us-east-1:123456789012:stateMachine:recorded"
# What stands for a value that only a live account knows.
LIVE = {"account": "123456789012", "region": "us-east-1", "activityArn": ACTIVITY, "stateMachineArn": MACHINE}


def fill(text):
    """Puts values in the place of placeholders, which have the form of `⟦r0.activityArn⟧`."""
    return re.sub("⟦([^⟧]*)⟧", lambda found: LIVE.get(found[1].rsplit(".", 1)[-1], "recorded"), text)


def refusals(case):
    """What was recorded of the steps of a case that failed, by step."""
    found = {}

    def look(expression, recorded):
        if not isinstance(expression, dict):
            return
        if "err" in expression:
            found[expression["err"]] = json.dumps(recorded, ensure_ascii=False)
        for inner in expression.get("dict", {}).values():
            look(inner, recorded)

    for match in case["matches"]:
        look(match["expr"], case["expected"].get(match["key"]))
    return found


def requests(folder):
    """Every definition of the cases: its case, what to ask the checker, and AWS's refusal or None."""
    for path in sorted(folder.glob("*.json")):
        for case in json.loads(path.read_text()):
            refused = refusals(case)
            for step in case["steps"]:
                params = step.get("params") or {}
                definition = params.get("definition")
                if not isinstance(definition, str) or step["op"] == "validate_state_machine_definition":
                    continue
                error = refused.get(step["id"])
                if error is not None and "Invalid State Machine Definition" not in error and "InvalidDefinition" not in error:
                    continue  # refused for another reason, which says nothing of the definition
                is_state = step["op"] == "test_state" and "stateName" not in params
                line = {"definition": fill(definition), "isState": is_state, "type": params.get("type", "STANDARD")}
                yield case["id"], line, error and fill(error)


def main():
    folder, checker = pathlib.Path(sys.argv[1]), sys.argv[3:]
    asked = list(requests(folder))
    lines = "".join(json.dumps(line) + "\n" for _, line, _ in asked)
    answers = subprocess.run(checker, input=lines, capture_output=True, text=True, check=True).stdout.rstrip("\n").split("\n")
    assert len(answers) == len(asked), "the checker has not answered every line"
    wrong = 0
    for (case, _, refusal), answer in zip(asked, map(json.loads, answers)):
        said = answer["error"]
        if refusal is None:
            fault = f"refused: {said}" if said else None if answer["isKept"] else "written in another form"
        elif not said:
            fault = f"taken, and AWS says {refusal}"
        elif "Invalid State Machine Definition: '" in refusal and json.dumps(said, ensure_ascii=False)[1:-1] not in refusal:
            fault = f"refused with other words: {said}\n    AWS: {refusal}"
        else:
            fault = None
        if fault:
            wrong += 1
            print(f"{case}: {fault}")
    print(f"{len(asked)} recorded definitions, {sum(refusal is not None for _, _, refusal in asked)} of them refused; {wrong} wrong")
    return 1 if wrong or not asked else 0


if __name__ == "__main__":
    sys.exit(main())
