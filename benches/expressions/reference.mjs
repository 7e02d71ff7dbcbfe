// Times the seven expressions in the reference implementation; prints the same lines as bench.rs. The document comes
// from the standard input. `npm ci` in ../../fuzz/differential installs the reference.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../fuzz/differential/", import.meta.url));
const jsonata = require("jsonata");
const expressions = JSON.parse(readFileSync(new URL("expressions.json", import.meta.url)));
const states = JSON.parse(readFileSync(0));
const RUN_NANOSECONDS = 2_000_000;
const RUNS = 150;

for (const [what, source] of Object.entries(expressions)) {
  const expression = jsonata(source);
  const bindings = { states, i: 5 };
  await report(what, () => expression.evaluate(undefined, bindings));
  await report(`parse ${what}`, () => jsonata(source));
}

async function report(what, work) {
  let count = 1;
  while ((await elapsed(count, work)) < RUN_NANOSECONDS) count *= 2;
  let least = Infinity;
  for (let run = 0; run < RUNS; run += 1) least = Math.min(least, await elapsed(count, work));
  console.log(JSON.stringify({ what, side: "npm", ns: least / count }));
}

async function elapsed(count, work) {
  const start = process.hrtime.bigint();
  for (let at = 0; at < count; at += 1) await work();
  return Number(process.hrtime.bigint() - start);
}
