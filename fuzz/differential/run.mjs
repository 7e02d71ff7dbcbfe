// Asks the reference and `sfn eval --batch` the same random questions and prints where they differ.
//
//     node run.mjs [--seed N] [--count N] [--show N] [--family NAME] [--positions] -- sfn eval --batch
//
// Values must be deeply equal and errors must have the same code; `--positions` shows errors that stand elsewhere, too.
// `npm ci` in this folder installs the reference.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { cases, document } from "./generate.mjs";
import { Reference } from "./reference.mjs";

const dashes = process.argv.indexOf("--");
const { values: options } = parseArgs({
  args: process.argv.slice(2, dashes),
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "10000" },
    show: { type: "string", default: "40" },
    family: { type: "string" },
    positions: { type: "boolean" },
  },
});
const [command, ...rest] = process.argv.slice(dashes + 1);
const ours = spawn(command, rest, { stdio: ["pipe", "pipe", "inherit"] });
const answers = createInterface({ input: ours.stdout })[Symbol.asyncIterator]();
const reference = new Reference();

const wrong = new Map();
let [asked, unanswered, differing, misplaced, shown] = [0, 0, 0, 0, 0];
for (const [family, expr] of cases(Number(options.seed))) {
  if (asked >= Number(options.count)) break;
  if (options.family && options.family !== family) continue;
  asked += 1;
  ours.stdin.write(`${JSON.stringify({ expr, data: document })}\n`);
  const [expected, line] = await Promise.all([reference.ask(expr), answers.next()]);
  if (line.done) throw new Error(`no answer to ${expr}`);
  const got = answerOf(JSON.parse(line.value));
  if (expected === undefined) {
    unanswered += 1;
    continue;
  }
  if (isDeepStrictEqual(precise(expected), precise(got))) continue;
  if (expected.error && expected.error === got.error) {
    misplaced += 1;
    if (!options.positions) continue;
  } else {
    differing += 1;
    wrong.set(family, (wrong.get(family) ?? 0) + 1);
  }
  if (shown < Number(options.show)) {
    shown += 1;
    console.log(`${family}: ${JSON.stringify(expr)}\n    reference ${JSON.stringify(expected)}\n    ours      ${JSON.stringify(got)}`);
  }
}
ours.stdin.end();
reference.close();
for (const [family, count] of wrong) console.log(`${family}: ${count} differ`);
console.log(`of ${asked} ${misplaced} are errors that stand elsewhere, and to ${unanswered} the reference has no answer`);
console.log(`${asked - differing} agree, ${differing} differ`);

function answerOf({ result, undefined: nothing, error }) {
  if (error) return { error: error.code, position: error.position };
  return nothing ? { undefined: true } : { result };
}

/** Powers and logarithms differ in their last digit between mathematical libraries. */
function precise(value) {
  return JSON.parse(JSON.stringify(value), (_, one) => (typeof one === "number" ? Number(one.toPrecision(15)) : one));
}
