// Asks others about what sfn emits. `node judge.mjs FILE` reads the lines that the parity tests write with the feature
// `judge` (see sfn-tests/src/parity/judge.rs): every expression is evaluated by the reference implementation of JSONata with
// the variables of its run, and has to give the value that our engine gave; every definition has to pass asl-validator.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { isDeepStrictEqual } from "node:util";
import validate from "asl-validator";
import jsonata from "jsonata";

// What AWS adds to JSONata, or does otherwise. Only what follows from its arguments can be compared.
const AWS_FUNCTIONS = {
  parse: (text) => JSON.parse(text),
  partition: (items, size) =>
    Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size)),
  range: (first, last, step) => Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, i) => first + i * step),
};

// These answer differently each time, or by the clock of the run: there is no value to compare.
const INCOMPARABLE = /\$(now|millis|random|uuid)\(/;

const counts = { expressions: 0, failed: 0, skipped: 0, definitions: 0, differ: 0, invalid: 0 };
const shown = { limit: 20 };

for await (const text of createInterface({ input: createReadStream(process.argv[2]) })) {
  const line = JSON.parse(text);
  if (line.definition) {
    judgeDefinition(line);
  } else {
    await judgeExpression(line);
  }
}

console.log(
  `${counts.expressions} evaluations (${counts.failed} of them fail, ${counts.skipped} cannot be compared): ${counts.differ} differ; ` +
    `${counts.definitions} definitions: ${counts.invalid} invalid`,
);
// Nothing to judge is a fault of the pipeline.
process.exitCode = counts.differ + counts.invalid > 0 || counts.expressions === 0 || counts.definitions === 0 ? 1 : 0;

async function judgeExpression({ machine, source, bindings, value, error }) {
  counts.expressions += 1;
  if (INCOMPARABLE.test(source)) {
    counts.skipped += 1;
    return;
  }
  const expected = error === undefined ? { value } : { error };
  if (error !== undefined) {
    counts.failed += 1;
  }
  const answer = await evaluate(source, bindings);
  if (!isDeepStrictEqual(plain(answer), plain(expected))) {
    counts.differ += 1;
    show({ machine, source, bindings, engine: expected, reference: answer });
  }
}

async function evaluate(source, bindings) {
  try {
    const expression = jsonata(source);
    for (const [name, implementation] of Object.entries(AWS_FUNCTIONS)) {
      expression.registerFunction(name, implementation);
    }
    return { value: await expression.evaluate(undefined, bindings) };
  } catch (error) {
    return { error: error.code ?? String(error) };
  }
}

// As JSON: without the marks that JSONata leaves on sequences, and with one zero.
function plain(answer) {
  return JSON.parse(JSON.stringify(answer), (_, value) => (Object.is(value, -0) ? 0 : value));
}

function judgeDefinition({ machine, definition }) {
  counts.definitions += 1;
  const { isValid, errors } = validate(accommodated(definition));
  if (!isValid) {
    counts.invalid += 1;
    show({ machine, errors });
  }
}

// The validator's schema of JSONata fields (schemas/jsonata.json of 4.0.0) is narrower than the service. What follows is
// brought into a form that it knows, so that it judges all the rest:
//
// | in a definition | AWS | the validator |
// |---|---|---|
// | `Output` and `Arguments` of any JSON type | "accepts any JSON value" | an object or one expression |
// | an empty text | text | text of one character or more |
// | a line break in a text | text | `.+`, which ends at a line break |
// | an array in an array | an array | only objects may stand in an array in an array |
// | `Condition` that is `true` or `false` | a boolean | an expression |
function accommodated(node) {
  if (Array.isArray(node)) {
    return node.map(accommodated);
  }
  if (node === null || typeof node !== "object") {
    return node;
  }
  const members = Object.entries(node).map(([name, value]) => {
    switch (name) {
      case "Output":
      case "Arguments":
        return [name, isExpression(value) || isObject(value) ? template(value) : { value: template(value) }];
      case "Condition":
        return [name, typeof value === "boolean" ? `{% ${value} %}` : value];
      case "Assign":
        return [name, template(value)];
      default:
        return [name, accommodated(value)];
    }
  });
  return Object.fromEntries(members);
}

function template(value) {
  if (typeof value === "string") {
    return isExpression(value) ? value : value.replaceAll("\n", " ") || "empty";
  }
  if (Array.isArray(value)) {
    return value.map((item) => (Array.isArray(item) ? { array: template(item) } : template(item)));
  }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, template(member)]));
  }
  return value;
}

function isExpression(value) {
  return typeof value === "string" && value.startsWith("{%") && value.endsWith("%}");
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function show(finding) {
  if (shown.limit > 0) {
    shown.limit -= 1;
    console.log(JSON.stringify(finding));
  }
}
