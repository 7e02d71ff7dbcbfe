#!/usr/bin/env python3
"""Runs the seven expressions in sfn, the reference, the best other crate and written by hand, and prints the ratios.

    python3 benches/expressions/measure.py [--target-dir DIR]

Needs node, and the crates of Cargo.toml. Every figure is the least of 150 runs of 2 ms or more in each of 3 rounds: a round
measures everything once, so that a busy moment of the machine does not meet one side alone.
"""
import argparse
import json
import os
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROUNDS = 3
AIMS = {"npm": 20, "crate": 3}
# Where a language may cost twice what hand-written access does: path, comparison and arithmetic.
BY_HAND_AIM = {"E1": 2, "E6": 2, "E7": 2}


def lines(command, **options):
    answer = subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.PIPE, text=True, **options)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--target-dir", default=os.path.join(HERE, "../../target/benches"))
    target = options.parse_args().target_dir
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=os.path.join(HERE, "../../fuzz/differential"), check=True)
    cargo = ["cargo", "bench", "--quiet", "--locked", "--bench", "expressions", "--target-dir", target, "--"]
    document = subprocess.run([*cargo, "--document"], cwd=HERE, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = {}
    for _ in range(ROUNDS):
        for line in lines(cargo) + lines(["node", "reference.mjs"], input=document):
            sides = found.setdefault(line["what"], {})
            sides[line["side"]] = min(line["ns"], sides.get(line["side"], line["ns"]))
    print(f"load {os.getloadavg()[0]:.1f}")
    table(found, [f"E{n}" for n in range(1, 8)], ["npm", "crate", "crate, bytecode", "by hand, serde_json", "by hand, sfn's value"])
    table(found, [f"parse E{n}" for n in range(1, 8)], ["npm", "crate"])
    table(found, [f"compile E{n}" for n in range(1, 8)], ["crate, bytecode"])
    missed = [f"{what}: {ratio:.1f} times as fast as {side}, not {aim}" for what, side, ratio, aim in below(found)]
    print("\n".join(["aims missed:", *missed] if missed else ["all aims are met"]))


def table(found, rows, sides):
    print("\n| ns | sfn | " + " | ".join(sides) + " |")
    print("|---|" + "--:|" * (len(sides) + 1))
    for what in rows:
        ours = found[what]["sfn"]
        cells = [f"{found[what][side]:,.0f} ({found[what][side] / ours:.2g}×)" for side in sides]
        print(f"| {what} | {ours:,.0f} | " + " | ".join(cells) + " |")


def below(found):
    """What misses its aim: how many times as fast as the other side sfn is, and how many it should be."""
    for what, sides in found.items():
        aims = {"crate": 1} if what.startswith("parse") else AIMS
        for side, aim in aims.items():
            if side in sides and sides[side] / sides["sfn"] < aim:
                yield what, side, sides[side] / sides["sfn"], aim
        if what in BY_HAND_AIM:
            ratio = sides["by hand, serde_json"] / sides["sfn"]
            if ratio < 1 / BY_HAND_AIM[what]:
                yield what, "hand-written access", ratio, 1 / BY_HAND_AIM[what]


main()
